//! The files that AWS's tools share: `~/.aws/config` and `~/.aws/credentials`. Only what says where
//! a server is and who we are is read.

use std::path::{Path, PathBuf};

/// One file, parsed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct AwsFile {
    pub(super) path: PathBuf,
    sections: Vec<Section>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Section {
    name: String,
    /// A key below another one is joined to it by a dot.
    values: Vec<(String, String)>,
}

impl AwsFile {
    /// Reads the text of a file. What is no setting is passed over, as AWS's tools do.
    pub(super) fn parse(path: &Path, text: &str) -> AwsFile {
        let mut sections: Vec<Section> = Vec::new();
        let mut above = String::new();
        for line in text.lines() {
            let content = uncommented(line);
            if content.is_empty() {
                continue;
            }
            if let Some(name) = heading(content) {
                let values = Vec::new();
                sections.push(Section { name, values });
                above.clear();
                continue;
            }
            let Some((key, value)) = content.split_once('=') else {
                continue;
            };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            let nested = line.starts_with([' ', '\t']) && !above.is_empty();
            let key = match nested {
                true => format!("{above}.{key}"),
                false => {
                    above = if value.is_empty() {
                        key.clone()
                    } else {
                        String::new()
                    };
                    key
                }
            };
            if let Some(section) = sections.last_mut() {
                section.values.push((key, value.to_string()));
            }
        }
        let path = path.to_path_buf();
        AwsFile { path, sections }
    }

    /// A value; a later section of the same name adds to the earlier one.
    pub(super) fn value(&self, section: &str, key: &str) -> Option<&str> {
        let sections = self.sections.iter().rev().filter(|s| s.name == section);
        let mut values = sections.flat_map(|s| s.values.iter().rev());
        let found = values.find(|(name, value)| name == key && !value.is_empty());
        found.map(|(_, value)| value.as_str())
    }

    /// Names of all sections.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.sections.iter().map(|section| section.name.as_str())
    }
}

/// The line without its comment and without space around it.
fn uncommented(line: &str) -> &str {
    let content = line.trim();
    if content.starts_with(['#', ';']) {
        return "";
    }
    let ends = [" #", " ;", "\t#", "\t;"];
    let end = ends.iter().filter_map(|mark| content.find(mark)).min();
    content[..end.unwrap_or(content.len())].trim_end()
}

fn heading(content: &str) -> Option<String> {
    let name = content.strip_prefix('[')?.strip_suffix(']')?;
    Some(name.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_comments_and_nested_keys_are_read_as_aws_does() {
        let text = "
# mine
[default]
region=eu-west-1 # near
[ profile   dev ]
endpoint_url = http://127.0.0.1:7070
services = local
broken line
[services local]
codedeploy =
  endpoint_url = http://127.0.0.1:7071
s3 =
  endpoint_url = http://127.0.0.1:7072
  addressing_style = path
region = x
";
        let file = AwsFile::parse(Path::new("config"), text);
        assert_eq!(file.value("default", "region"), Some("eu-west-1"));
        assert_eq!(file.value("profile dev", "services"), Some("local"));
        let local = |key| file.value("services local", key);
        assert_eq!(
            local("codedeploy.endpoint_url"),
            Some("http://127.0.0.1:7071")
        );
        assert_eq!(local("s3.endpoint_url"), Some("http://127.0.0.1:7072"));
        assert_eq!(local("region"), Some("x"));
        assert_eq!(local("s3"), None);
        let names: Vec<&str> = file.names().collect();
        assert_eq!(names, ["default", "profile dev", "services local"]);
    }
}
