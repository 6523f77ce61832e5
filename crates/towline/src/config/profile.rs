//! A profile of the files of AWS's tools: its settings, and who it says we are.

use std::path::{Path, PathBuf};

use super::aws_file::AwsFile;
use super::resolve::Surroundings;
use super::{Found, Keys, Origin, Service};
use crate::failure::Failure;
use crate::names;
use towline_auth::sigv4::SecretKey;

/// Ways to get a key that are AWS's alone.
const FOREIGN: [&str; 5] = [
    "credential_process",
    "role_arn",
    "sso_session",
    "sso_start_url",
    "web_identity_token_file",
];

/// One profile in both files.
pub(super) struct Profile {
    name: String,
    config: AwsFile,
    credentials: AwsFile,
}

impl Profile {
    /// The profile of this name; when `chosen` it must be there.
    pub(super) fn read(
        name: &str,
        chosen: bool,
        around: &Surroundings<'_>,
    ) -> Result<Profile, Failure> {
        let profile = Profile {
            name: name.to_string(),
            config: file("AWS_CONFIG_FILE", "config", around)?,
            credentials: file("AWS_SHARED_CREDENTIALS_FILE", "credentials", around)?,
        };
        match chosen && !profile.all().iter().any(|one| one == name) {
            true => Err(profile.unknown()),
            false => Ok(profile),
        }
    }

    /// Names of all profiles in both files.
    fn all(&self) -> Vec<String> {
        let sections = self.config.names();
        let named = sections.filter_map(|section| match section {
            "default" => Some(section),
            _ => section.strip_prefix("profile "),
        });
        named
            .chain(self.credentials.names())
            .map(str::to_string)
            .collect()
    }

    fn unknown(&self) -> Failure {
        let files = [&self.config, &self.credentials].map(|file| file.path.display().to_string());
        let why = format!("neither {} has it", files.join(" nor "));
        let failure = Failure::new(format!("there is no profile `{}`", self.name), why).usage();
        match names::near(&self.name, &self.all()) {
            Some(near) => failure.fix(format!("did you mean `{near}`?")),
            None => failure,
        }
    }

    fn section(&self) -> String {
        match self.name.as_str() {
            "default" => "default".to_string(),
            name => format!("profile {name}"),
        }
    }

    /// A setting of the profile.
    pub(super) fn setting(&self, key: &str) -> Option<Found<String>> {
        of(&self.config, &self.section(), key)
    }

    /// The address of one service, or of all.
    pub(super) fn endpoint(&self, service: Service) -> Option<Found<String>> {
        let services = self.setting("services");
        let own = services.and_then(|services| {
            let section = format!("services {}", services.value);
            let key = format!("{}.endpoint_url", service.name());
            of(&self.config, &section, &key)
        });
        own.or_else(|| self.setting("endpoint_url"))
    }

    /// The access key of the profile; the file made for keys comes first.
    pub(super) fn keys(&self) -> Result<Option<Found<Keys>>, Failure> {
        let places = [
            (&self.credentials, self.name.clone()),
            (&self.config, self.section()),
        ];
        for (file, section) in &places {
            let value = |key| file.value(section, key).map(str::to_string);
            if let (Some(id), Some(secret)) =
                (value("aws_access_key_id"), value("aws_secret_access_key"))
            {
                return Ok(Some(Found {
                    value: Keys {
                        id,
                        secret: SecretKey::new(secret),
                    },
                    origin: origin(file, section),
                }));
            }
        }
        let foreign = FOREIGN.iter().find(|key| {
            places
                .iter()
                .any(|(file, at)| file.value(at, key).is_some())
        });
        match foreign {
            Some(key) => Err(self.unsupported(key)),
            None => Ok(None),
        }
    }

    fn unsupported(&self, key: &str) -> Failure {
        let what = format!("profile `{}` has no access key", self.name);
        Failure::new(what, format!("{key} is not supported"))
            .fix("give it aws_access_key_id and aws_secret_access_key of a Towline server")
            .usage()
    }
}

fn of(file: &AwsFile, section: &str, key: &str) -> Option<Found<String>> {
    let value = file.value(section, key)?.to_string();
    let origin = origin(file, section);
    Some(Found { value, origin })
}

fn origin(file: &AwsFile, section: &str) -> Origin {
    Origin::File {
        path: file.path.clone(),
        section: section.to_string(),
    }
}

/// One of the two files; it need not be there.
fn file(variable: &str, name: &str, around: &Surroundings<'_>) -> Result<AwsFile, Failure> {
    let home = || (around.variable)("HOME").map(|home| Path::new(&home).join(".aws").join(name));
    let Some(path) = (around.variable)(variable).map(PathBuf::from).or_else(home) else {
        return Ok(AwsFile::default());
    };
    let text = (around.file)(&path).map_err(|error| Failure::file("read", &path, error))?;
    Ok(AwsFile::parse(&path, &text.unwrap_or_default()))
}
