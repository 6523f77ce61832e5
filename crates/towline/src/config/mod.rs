//! The client's configuration: where the server is and who we are to it. One place decides for
//! every command: flags over environment over the files of AWS's tools. Each value knows where it
//! came from.

mod aws_file;
mod profile;
mod resolve;
mod show;

use std::fmt;
use std::path::PathBuf;

use towline_agent::client::Access;
use towline_auth::sigv4::SecretKey;

use crate::failure::Failure;

pub(crate) use show::{Command, run};

/// Which server, as whom.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Connection")]
pub(crate) struct Connection {
    /// A server's data directory: address and key as the server left them there for its owner
    /// [env: TOWLINE_DATA].
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// The server's address [env: AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_<SERVICE>].
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) endpoint_url: Option<String>,
    /// A profile of ~/.aws/config and ~/.aws/credentials [env: AWS_PROFILE].
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) profile: Option<String>,
    /// The region that requests are signed for [env: AWS_REGION, AWS_DEFAULT_REGION].
    #[arg(long, global = true)]
    pub(crate) region: Option<String>,
    /// Certificates to trust instead of the system's, for example of the server's own authority
    /// (what `towline ca` prints) [env: AWS_CA_BUNDLE].
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) ca: Option<PathBuf>,
}

/// A service that may have an address of its own, by its name in AWS's settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Service {
    CodeBuild,
    CodeDeploy,
    CodePipeline,
    S3,
    Towline,
}

impl Service {
    pub(crate) const ALL: [Service; 5] = [
        Service::CodeBuild,
        Service::CodeDeploy,
        Service::CodePipeline,
        Service::S3,
        Service::Towline,
    ];

    fn name(self) -> &'static str {
        match self {
            Service::CodeBuild => "codebuild",
            Service::CodeDeploy => "codedeploy",
            Service::CodePipeline => "codepipeline",
            Service::S3 => "s3",
            Service::Towline => "towline",
        }
    }

    fn variable(self) -> String {
        format!("AWS_ENDPOINT_URL_{}", self.name().to_ascii_uppercase())
    }
}

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    Flag(&'static str),
    Variable(String),
    Data(PathBuf),
    File { path: PathBuf, section: String },
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Flag(flag) => write!(f, "flag {flag}"),
            Origin::Variable(name) => write!(f, "environment {name}"),
            Origin::Data(path) => write!(f, "file {}", path.display()),
            Origin::File { path, section } => write!(f, "file {} [{section}]", path.display()),
            Origin::Default => f.write_str("default"),
        }
    }
}

/// A value with its origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found<T> {
    pub(crate) value: T,
    pub(crate) origin: Origin,
}

/// An access key.
#[derive(Debug, Clone)]
pub(crate) struct Keys {
    pub(crate) id: String,
    pub(crate) secret: SecretKey,
}

/// All that is needed to talk to a server, as far as it is known.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    pub(crate) profile: Found<String>,
    /// By service, in the order of [`Service::ALL`].
    pub(crate) endpoints: [Option<Found<String>>; 5],
    pub(crate) region: Found<String>,
    pub(crate) keys: Option<Found<Keys>>,
    pub(crate) ca: Option<Found<PathBuf>>,
}

impl Config {
    /// What flags, environment and files of this process say.
    pub(crate) fn find(given: &Connection) -> Result<Config, Failure> {
        resolve::resolve(
            given,
            &resolve::Surroundings {
                variable: &|name| std::env::var(name).ok().filter(|value| !value.is_empty()),
                file: &|path| match std::fs::read_to_string(path) {
                    Ok(text) => Ok(Some(text)),
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
                    Err(error) => Err(error),
                },
            },
        )
    }

    /// The address of a service.
    pub(crate) fn endpoint(&self, service: Service) -> Option<&Found<String>> {
        let at = Service::ALL.iter().position(|one| *one == service)?;
        self.endpoints[at].as_ref()
    }

    /// What a client of the service needs; what is missing is named.
    pub(crate) fn access(&self, service: Service) -> Result<Access, Failure> {
        let endpoint = self
            .endpoint(service)
            .ok_or_else(|| missing("AWS_ENDPOINT_URL"))?;
        let keys = self
            .keys
            .as_ref()
            .ok_or_else(|| missing("AWS_ACCESS_KEY_ID"))?;
        Ok(Access {
            endpoint: endpoint.value.clone(),
            region: self.region.value.clone(),
            access_key_id: keys.value.id.clone(),
            secret: keys.value.secret.clone(),
            // Without TLS no certificate will come.
            ca_pem: match endpoint.value.starts_with("http://") {
                true => None,
                false => self.authority()?,
            },
        })
    }

    fn authority(&self) -> Result<Option<String>, Failure> {
        let Some(found) = &self.ca else {
            return Ok(None);
        };
        let text = std::fs::read_to_string(&found.value);
        let failed = |error| {
            let failure = Failure::file("read", &found.value, error);
            failure.fix(format!("it comes from {}", found.origin))
        };
        text.map(Some).map_err(failed)
    }
}

/// A setting without which no server can be found.
pub(crate) fn missing(variable: &str) -> Failure {
    Failure::new("no server to talk to", format!("{variable} is not set"))
        .fix(
            "name the server's data directory with --data, eval \"$(towline env)\", or choose a \
             profile with --profile; `towline config show --origin` shows what is set",
        )
        .usage()
}
