//! `towline repo`: the server's Git repositories.

use serde_json::{Value, json};
use towline_agent::client::TOWLINE;
use towline_api::towline::CreateRepositoryOutput;
use towline_server::git::check_name;

use crate::config::Connection;
use crate::document::{list, text};
use crate::dry_run::{self, DryRun};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::fields::{Fields, FieldsOf};
use crate::intent::{Intent, Outlook};
use crate::session::Session;
use crate::terminal::{self, Cell, Give, Look, Table, Terminal};

/// Git repositories of the server.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    connection: Connection,
    #[command(flatten)]
    look: terminal::Options,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Make a repository and print its clone URL.
    ///
    /// Git asks for a user and a password: they are an access key id and its secret.
    Create {
        /// Its name, as pipelines call it.
        name: String,
        #[command(flatten)]
        dry: DryRun,
    },
    /// List repositories with their clone URLs.
    List {
        /// Print JSON: the answer of ListRepositories.
        #[arg(long, fields_of = &["repo list"])]
        json: Option<Fields>,
    },
}

/// Runs the command.
pub(crate) async fn run(args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(&args.connection)?;
    match &args.command {
        Command::Create { name, dry } if dry.wanted() => {
            let outlook = outlook(&session, name).await?;
            return Ok(dry_run::tell(&outlook, args.look));
        }
        Command::Create { name, .. } => create(&session, name).await,
        Command::List { json } => print_all(&session, json.as_ref(), args.look).await,
    }?;
    Ok(Exit::Succeeded)
}

/// What making it would do; fails when there is one of the name.
async fn outlook(session: &Session, name: &str) -> Result<Outlook, Failure> {
    let refused = |why: String| Failure::new(format!("the repository {name} cannot be made"), why);
    check_name(name).map_err(|error| refused(error.message))?;
    let output: Value = session
        .call(TOWLINE, "ListRepositories", &json!({}))
        .await?;
    match list(&output["repositories"])
        .iter()
        .any(|one| one["name"] == name)
    {
        true => Err(refused("there is one of this name".into())),
        false => Ok(Outlook::Would(Intent::to(format!(
            "make the repository {name}"
        )))),
    }
}

async fn create(session: &Session, name: &str) -> Result<(), Failure> {
    let input = json!({"name": name});
    let output: CreateRepositoryOutput = session.call(TOWLINE, "CreateRepository", &input).await?;
    terminal::print(&format!("{}\n", output.repository.clone_url));
    Ok(())
}

async fn print_all(
    session: &Session,
    json: Option<&Fields>,
    look: terminal::Options,
) -> Result<(), Failure> {
    let output: Value = session
        .call(TOWLINE, "ListRepositories", &json!({}))
        .await?;
    if let Some(fields) = json {
        fields.print("repo list", output);
        return Ok(());
    }
    let all = list(&output["repositories"]);
    if all.is_empty() {
        terminal::tell("no repositories; `towline repo create NAME` makes one\n");
    } else {
        terminal::print(&view(all, &Terminal::find(look).out));
    }
    Ok(())
}

fn view(repositories: &[Value], look: &Look) -> String {
    let mut table = Table::new(&[("REPOSITORY", Give::Never), ("CLONE URL", Give::Shrink)]);
    for one in repositories {
        let (name, url) = (text(&one["name"]), text(&one["cloneUrl"]));
        table.row(vec![Cell::new(name), Cell::new(url)]);
    }
    table.render(look)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::golden;

    #[test]
    fn repositories_stand_with_their_addresses() {
        let all = [
            json!({"name": "shop", "cloneUrl": "https://towline.example/git/shop"}),
            json!({"name": "a\u{202e}b", "cloneUrl": format!("http://{}", "x".repeat(200))}),
        ];
        golden::check!(|look| view(&all, look));
    }
}
