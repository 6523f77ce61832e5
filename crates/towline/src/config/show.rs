//! `towline config show`: what commands would use to talk to a server, and why.

use serde_json::{Value, json};

use super::{Config, Connection, Found, Service};
use crate::failure::Failure;
use crate::fields::{Fields, FieldsOf};
use crate::terminal::{self, Cell, Give, Look, Table, Terminal, Tone};

/// The configuration of the commands that talk to a server.
#[derive(Debug, clap::Args)]
pub(crate) struct Command {
    #[command(subcommand)]
    verb: Verb,
    #[command(flatten)]
    connection: Connection,
    #[command(flatten)]
    look: terminal::Options,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// Show each setting. The secret is never shown.
    Show {
        /// Show where each setting came from: a flag, the environment, a file.
        #[arg(long)]
        origin: bool,
        /// Print JSON: a list of objects with name, value and origin.
        #[arg(long, fields_of = &["config show"])]
        json: Option<Fields>,
    },
}

/// One setting.
struct Line {
    name: String,
    value: Option<String>,
    origin: String,
}

/// Runs the command.
pub(crate) fn run(command: &Command) -> Result<(), Failure> {
    let Verb::Show { origin, json } = &command.verb;
    let lines = lines(&Config::find(&command.connection)?);
    if let Some(fields) = json {
        fields.print("config show", document(&lines));
        return Ok(());
    }
    let look = Terminal::find(command.look).out;
    terminal::print(&text(&lines, *origin, &look));
    Ok(())
}

fn lines(config: &Config) -> Vec<Line> {
    let general = config.endpoint(Service::Towline);
    let mut lines = vec![
        line("profile", Some(&config.profile)),
        line("endpoint", general),
    ];
    for service in Service::ALL {
        let own = config.endpoint(service);
        if own != general {
            lines.push(line(&format!("endpoint of {}", service.name()), own));
        }
    }
    lines.push(line("region", Some(&config.region)));
    let keys = config.keys.as_ref();
    let part = |value: String| {
        let origin = keys?.origin.clone();
        Some(Found { value, origin })
    };
    let id = keys.and_then(|keys| part(keys.value.id.clone()));
    lines.push(line("access key id", id.as_ref()));
    let secret = part("(set, not shown)".into());
    lines.push(line("secret access key", secret.as_ref()));
    let ca = config.ca.as_ref().map(|ca| Found {
        value: ca.value.display().to_string(),
        origin: ca.origin.clone(),
    });
    lines.push(line("certificate authority", ca.as_ref()));
    lines
}

fn line(name: &str, found: Option<&Found<String>>) -> Line {
    Line {
        name: name.to_string(),
        value: found.map(|found| found.value.clone()),
        origin: found.map_or_else(String::new, |found| found.origin.to_string()),
    }
}

fn document(lines: &[Line]) -> Value {
    let entry = |line: &Line| {
        let origin = (!line.origin.is_empty()).then_some(&line.origin);
        json!({"name": line.name, "value": line.value, "origin": origin})
    };
    lines.iter().map(entry).collect()
}

fn text(lines: &[Line], origin: bool, look: &Look) -> String {
    let columns = [
        ("SETTING", Give::Never),
        ("VALUE", Give::Shrink),
        ("ORIGIN", Give::Shrink),
    ];
    let shown = if origin { 3 } else { 2 };
    let mut table = Table::new(&columns[..shown]);
    for line in lines {
        let value = match &line.value {
            Some(value) => Cell::new(value),
            None => Cell::new("(not set)").tone(Tone::Quiet),
        };
        let mut cells = vec![Cell::new(&line.name), value, Cell::new(&line.origin)];
        cells.truncate(shown);
        table.row(cells);
    }
    table.render(look)
}

#[cfg(test)]
mod tests {
    use towline_auth::sigv4::SecretKey;

    use super::super::{Keys, Origin};
    use super::*;

    fn config() -> Config {
        let found = |value: &str, origin| Found {
            value: value.to_string(),
            origin,
        };
        let by = |name: &str| Origin::Variable(name.to_string());
        let general = Some(found("http://127.0.0.1:7070", by("AWS_ENDPOINT_URL")));
        let own = Some(found(
            "http://127.0.0.1:7071",
            by("AWS_ENDPOINT_URL_CODEDEPLOY"),
        ));
        Config {
            profile: found("default", Origin::Default),
            endpoints: [
                general.clone(),
                own,
                general.clone(),
                general.clone(),
                general,
            ],
            region: found("us-east-1", Origin::Default),
            keys: Some(Found {
                value: Keys {
                    id: "AKIA1".into(),
                    secret: SecretKey::new("hidden"),
                },
                origin: Origin::Data("/data/root-key".into()),
            }),
            ca: None,
        }
    }

    #[test]
    fn every_setting_has_an_origin_and_no_secret_is_shown() {
        let lines = lines(&config());
        insta::assert_snapshot!(text(&lines, true, &Look::PLAIN), @r"
        SETTING                 VALUE                  ORIGIN
        profile                 default                default
        endpoint                http://127.0.0.1:7070  environment AWS_ENDPOINT_URL
        endpoint of codedeploy  http://127.0.0.1:7071  environment AWS_ENDPOINT_URL_CODEDEPLOY
        region                  us-east-1              default
        access key id           AKIA1                  file /data/root-key
        secret access key       (set, not shown)       file /data/root-key
        certificate authority   (not set)
        ");
        insta::assert_snapshot!(text(&lines, false, &Look::PLAIN), @r"
        SETTING                 VALUE
        profile                 default
        endpoint                http://127.0.0.1:7070
        endpoint of codedeploy  http://127.0.0.1:7071
        region                  us-east-1
        access key id           AKIA1
        secret access key       (set, not shown)
        certificate authority   (not set)
        ");
        assert!(!document(&lines).to_string().contains("hidden"));
        crate::terminal::golden::check!(|look| text(&lines, true, look));
    }
}
