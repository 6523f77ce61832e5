//! Which of several values counts: a flag, then the environment, then a file. Pure: the
//! surroundings are passed in.

use std::io;
use std::path::{Path, PathBuf};

use super::profile::Profile;
use super::{Config, Connection, Found, Keys, Origin, Service};
use crate::access;
use crate::failure::Failure;
use towline_auth::sigv4::SecretKey;

/// The region of a server that nobody gave another one.
const REGION: &str = "us-east-1";

/// Environment and files.
pub(super) struct Surroundings<'a> {
    pub(super) variable: &'a dyn Fn(&str) -> Option<String>,
    /// The text of a file; `None` when there is none.
    pub(super) file: &'a dyn Fn(&Path) -> io::Result<Option<String>>,
}

impl Surroundings<'_> {
    fn found(&self, name: &str) -> Option<Found<String>> {
        let value = (self.variable)(name)?;
        let origin = Origin::Variable(name.to_string());
        Some(Found { value, origin })
    }
}

/// What a server left in its data directory.
struct Left {
    endpoint: Found<String>,
    region: Found<String>,
    keys: Found<Keys>,
    ca: Option<Found<PathBuf>>,
}

/// Decides every value.
pub(super) fn resolve(given: &Connection, around: &Surroundings<'_>) -> Result<Config, Failure> {
    let name = flag("--profile", given.profile.as_ref())
        .or_else(|| around.found("AWS_PROFILE"))
        .or_else(|| around.found("AWS_DEFAULT_PROFILE"));
    let chosen = name.is_some();
    let name = name.unwrap_or_else(|| by_default("default"));
    let profile = Profile::read(&name.value, chosen, around)?;
    let left = data(given, around)?.map(|dir| left(&dir)).transpose()?;
    Ok(Config {
        endpoints: Service::ALL.map(|service| {
            flag("--endpoint-url", given.endpoint_url.as_ref())
                .or_else(|| left.as_ref().map(|left| left.endpoint.clone()))
                .or_else(|| around.found(&service.variable()))
                .or_else(|| around.found("AWS_ENDPOINT_URL"))
                .or_else(|| profile.endpoint(service))
        }),
        region: flag("--region", given.region.as_ref())
            .or_else(|| left.as_ref().map(|left| left.region.clone()))
            .or_else(|| around.found("AWS_REGION"))
            .or_else(|| around.found("AWS_DEFAULT_REGION"))
            .or_else(|| profile.setting("region"))
            .unwrap_or_else(|| by_default(REGION)),
        ca: given
            .ca
            .clone()
            .map(|value| Found {
                value,
                origin: Origin::Flag("--ca"),
            })
            .or_else(|| left.as_ref().and_then(|left| left.ca.clone()))
            .or_else(|| around.found("AWS_CA_BUNDLE").map(path))
            .or_else(|| profile.setting("ca_bundle").map(path)),
        keys: keys(given, left, &profile, around)?,
        profile: name,
    })
}

/// As AWS's tools do, a profile that is named by a flag beats the keys of the environment.
fn keys(
    given: &Connection,
    left: Option<Left>,
    profile: &Profile,
    around: &Surroundings<'_>,
) -> Result<Option<Found<Keys>>, Failure> {
    if let Some(left) = left {
        return Ok(Some(left.keys));
    }
    if given.profile.is_none()
        && let Some(keys) = from_environment(around)?
    {
        return Ok(Some(keys));
    }
    profile.keys()
}

fn from_environment(around: &Surroundings<'_>) -> Result<Option<Found<Keys>>, Failure> {
    let Some(id) = around.found("AWS_ACCESS_KEY_ID") else {
        return Ok(None);
    };
    let Some(secret) = (around.variable)("AWS_SECRET_ACCESS_KEY") else {
        return Err(super::missing("AWS_SECRET_ACCESS_KEY"));
    };
    Ok(Some(Found {
        value: Keys {
            id: id.value,
            secret: SecretKey::new(secret),
        },
        origin: id.origin,
    }))
}

/// The data directory that is asked for; a profile that a flag names beats the environment's.
fn data(given: &Connection, around: &Surroundings<'_>) -> Result<Option<PathBuf>, Failure> {
    match (&given.data, &given.profile) {
        (Some(_), Some(_)) => Err(Failure::new(
            "--data and --profile exclude each other",
            "both say which server and which key",
        )
        .usage()),
        (Some(dir), None) => Ok(Some(dir.clone())),
        (None, Some(_)) => Ok(None),
        (None, None) => Ok((around.variable)("TOWLINE_DATA").map(PathBuf::from)),
    }
}

fn left(dir: &Path) -> Result<Left, Failure> {
    let key = access::of(dir)?;
    let origin = Origin::Data(dir.join("root-key"));
    let found = |value| Found {
        value,
        origin: origin.clone(),
    };
    let ca = access::authority(dir, &key.endpoint);
    Ok(Left {
        ca: ca.map(|value| Found {
            value,
            origin: origin.clone(),
        }),
        endpoint: found(key.endpoint),
        region: found(key.region),
        keys: Found {
            value: Keys {
                id: key.access_key_id,
                secret: key.secret,
            },
            origin: origin.clone(),
        },
    })
}

fn flag(name: &'static str, value: Option<&String>) -> Option<Found<String>> {
    let value = value?.clone();
    let origin = Origin::Flag(name);
    Some(Found { value, origin })
}

fn by_default(value: &str) -> Found<String> {
    Found {
        value: value.to_string(),
        origin: Origin::Default,
    }
}

fn path(found: Found<String>) -> Found<PathBuf> {
    Found {
        value: PathBuf::from(found.value),
        origin: found.origin,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFIG: &str = "
[default]
region = eu-north-1
endpoint_url = http://default:1
[profile dev]
endpoint_url = http://dev:1
services = local
ca_bundle = /dev.pem
[services local]
s3 =
  endpoint_url = http://s3:1
[profile sso]
sso_session = x
";
    const CREDENTIALS: &str = "
[default]
aws_access_key_id = AKIADEFAULT
aws_secret_access_key = one
[dev]
aws_access_key_id = AKIADEV
aws_secret_access_key = two
";

    fn config(given: Connection, variables: &[(&str, &str)]) -> Result<Config, Failure> {
        resolve(
            &given,
            &Surroundings {
                variable: &|name| {
                    let all = [("HOME", "/home/ada")];
                    let mut found = variables.iter().chain(&all);
                    Some(found.find(|(one, _)| *one == name)?.1.to_string())
                },
                file: &|path| {
                    Ok(match path.to_str() {
                        Some("/home/ada/.aws/config") => Some(CONFIG.to_string()),
                        Some("/home/ada/.aws/credentials") => Some(CREDENTIALS.to_string()),
                        _ => None,
                    })
                },
            },
        )
    }

    fn endpoint(config: &Config, service: Service) -> (&str, String) {
        let found = config.endpoint(service).unwrap();
        (&found.value, found.origin.to_string())
    }

    fn with(change: impl Fn(&mut Connection)) -> Connection {
        let mut given = Connection::default();
        change(&mut given);
        given
    }

    #[test]
    fn without_anything_the_default_profile_counts() {
        let config = config(Connection::default(), &[]).unwrap();
        let file = "file /home/ada/.aws/config [default]".to_string();
        assert_eq!(endpoint(&config, Service::S3), ("http://default:1", file));
        assert_eq!(config.region.value, "eu-north-1");
        let keys = config.keys.unwrap();
        assert_eq!(keys.value.id, "AKIADEFAULT");
        assert_eq!(
            keys.origin.to_string(),
            "file /home/ada/.aws/credentials [default]"
        );
    }

    #[test]
    fn flags_beat_the_environment_and_that_beats_files() {
        let variables = [
            ("AWS_ENDPOINT_URL", "http://env:1"),
            ("AWS_ENDPOINT_URL_CODEDEPLOY", "http://env:2"),
            ("AWS_DEFAULT_REGION", "eu-west-2"),
            ("AWS_REGION", "eu-west-1"),
            ("AWS_ACCESS_KEY_ID", "AKIAENV"),
            ("AWS_SECRET_ACCESS_KEY", "three"),
            ("AWS_PROFILE", "dev"),
        ];
        let found = config(Connection::default(), &variables).unwrap();
        let by = |name: &str| format!("environment {name}");
        assert_eq!(
            endpoint(&found, Service::CodeBuild),
            ("http://env:1", by("AWS_ENDPOINT_URL"))
        );
        assert_eq!(
            endpoint(&found, Service::CodeDeploy),
            ("http://env:2", by("AWS_ENDPOINT_URL_CODEDEPLOY"))
        );
        assert_eq!(found.region.value, "eu-west-1");
        assert_eq!(found.keys.unwrap().value.id, "AKIAENV");
        assert_eq!(found.ca.unwrap().value, Path::new("/dev.pem"));
        let given = with(|given| {
            given.endpoint_url = Some("http://flag:1".into());
            given.region = Some("flagged".into());
            given.profile = Some("default".into());
        });
        let found = config(given, &variables).unwrap();
        assert_eq!(
            endpoint(&found, Service::CodeDeploy),
            ("http://flag:1", "flag --endpoint-url".to_string())
        );
        assert_eq!(found.region.value, "flagged");
        assert_eq!(found.keys.unwrap().value.id, "AKIADEFAULT");
    }

    #[test]
    fn a_profile_may_have_services_of_its_own() {
        let given = with(|given| given.profile = Some("dev".into()));
        let found = config(given, &[("TOWLINE_DATA", "/nowhere")]).unwrap();
        let section = |name: &str| format!("file /home/ada/.aws/config [{name}]");
        assert_eq!(
            endpoint(&found, Service::S3),
            ("http://s3:1", section("services local"))
        );
        assert_eq!(
            endpoint(&found, Service::Towline),
            ("http://dev:1", section("profile dev"))
        );
        assert_eq!(found.region.origin, Origin::Default);
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        let failure = |given, variables| config(given, variables).unwrap_err().to_string();
        let absent = failure(Connection::default(), &[("AWS_PROFILE", "dve")]);
        assert!(
            absent.contains("no profile `dve`") && absent.contains("`dev`"),
            "{absent}"
        );
        let foreign = failure(Connection::default(), &[("AWS_PROFILE", "sso")]);
        assert!(
            foreign.contains("sso_session is not supported"),
            "{foreign}"
        );
        let half = failure(Connection::default(), &[("AWS_ACCESS_KEY_ID", "AKIA")]);
        assert!(half.contains("AWS_SECRET_ACCESS_KEY is not set"), "{half}");
        let both = with(|given| {
            given.profile = Some("dev".into());
            given.data = Some("/data".into());
        });
        assert!(failure(both, &[]).contains("exclude each other"));
    }
}
