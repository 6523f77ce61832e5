//! How people name things: an id or the beginning of one, a name, an ARN, an address of the
//! console. What is not known is answered with what was probably meant.

use percent_encoding::percent_decode_str;

use crate::failure::Failure;

pub(crate) use towline_spec::near::near;

/// Most names that a message lists.
const LISTED: usize = 5;

/// The id or name in an ARN or in an address; anything else is one already.
pub(crate) fn bare(text: &str) -> String {
    let text = text.trim();
    if text.starts_with("http://") || text.starts_with("https://") {
        return address(text);
    }
    match text.strip_prefix("arn:") {
        Some(rest) => resource(rest),
        None => text.to_string(),
    }
}

/// The last part of the path.
fn address(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let path = path.trim_end_matches('/');
    let last = path.rsplit('/').next().unwrap_or_default();
    percent_decode_str(last).decode_utf8_lossy().into_owned()
}

/// The object in `partition:service:region:account:resource`.
fn resource(arn: &str) -> String {
    let Some(resource) = arn.splitn(5, ':').nth(4) else {
        return format!("arn:{arn}");
    };
    if let Some(instance) = resource.strip_prefix("instance/") {
        let name = instance.rsplit_once('_').map_or(instance, |(name, _)| name);
        return name.to_string();
    }
    if let Some(path) = resource.strip_prefix("user/") {
        return path.rsplit('/').next().unwrap_or(path).to_string();
    }
    let kinds = [
        "build/",
        "project/",
        "application:",
        "deploymentgroup:",
        "deployment:",
    ];
    let found = kinds.iter().find_map(|kind| resource.strip_prefix(kind));
    found.unwrap_or(resource).to_string()
}

/// The one id among `there` that is `given` or begins with it.
pub(crate) fn unique(kind: &str, given: &str, there: &[String]) -> Result<String, Failure> {
    if there.iter().any(|one| one == given) {
        return Ok(given.to_string());
    }
    let lower = given.to_ascii_lowercase();
    let begins = |one: &&String| one.to_ascii_lowercase().starts_with(&lower);
    let found: Vec<&String> = there.iter().filter(begins).collect();
    match found.as_slice() {
        [] => Err(unknown(kind, given, there)),
        [one] => Ok(one.to_string()),
        several => Err(ambiguous(kind, given, several)),
    }
}

/// Nothing has this name.
pub(crate) fn unknown(kind: &str, given: &str, there: &[String]) -> Failure {
    let what = format!("there is no {kind} `{given}`");
    if there.is_empty() {
        return Failure::new(what, format!("this server has no {kind}s"));
    }
    match near(given, there) {
        Some(near) => {
            Failure::new(what, "no such name or id").fix(format!("did you mean `{near}`?"))
        }
        None => Failure::new(what, listed("known are", there)),
    }
}

fn ambiguous(kind: &str, given: &str, found: &[&String]) -> Failure {
    let what = format!("`{given}` is the beginning of {} {kind}s", found.len());
    Failure::new(what, listed("they are", found))
        .fix("give more of the id")
        .usage()
}

fn listed<T: AsRef<str>>(words: &str, names: &[T]) -> String {
    let shown: Vec<&str> = names.iter().take(LISTED).map(AsRef::as_ref).collect();
    let more = match names.len().saturating_sub(LISTED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{words} {}{more}", shown.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns_and_addresses_are_taken_for_what_they_name() {
        for (given, name) in [
            ("d-ABCDEFGHI", "d-ABCDEFGHI"),
            (" shop ", "shop"),
            (
                "http://127.0.0.1:7070/deployments/d-ABCDEFGHI",
                "d-ABCDEFGHI",
            ),
            ("https://h/builds/web%3A0a1b/?x=1#L3-L9", "web:0a1b"),
            ("arn:aws:codepipeline:us-east-1:123456789012:shop", "shop"),
            (
                "arn:aws:codebuild:us-east-1:123456789012:build/web:0a1b",
                "web:0a1b",
            ),
            (
                "arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:shop/web",
                "shop/web",
            ),
            (
                "arn:aws:codedeploy:us-east-1:123456789012:instance/web_1_AbC",
                "web_1",
            ),
            ("arn:aws:iam::123456789012:user/towline/web-1", "web-1"),
            ("arn:nonsense", "arn:nonsense"),
        ] {
            assert_eq!(bare(given), name);
        }
    }

    #[test]
    fn a_beginning_is_enough_when_nothing_else_begins_so() {
        let there = ["d-ABCDEFGHI", "d-ABXYZFGHI", "d-OTHERFGHI"].map(String::from);
        assert_eq!(unique("deployment", "d-o", &there).unwrap(), "d-OTHERFGHI");
        assert_eq!(
            unique("deployment", "d-ABCDEFGHI", &there).unwrap(),
            "d-ABCDEFGHI"
        );
        let failure = |given| unique("deployment", given, &there).unwrap_err().to_string();
        insta::assert_snapshot!(failure("d-AB"), @r"
        error: `d-AB` is the beginning of 2 deployments: they are d-ABCDEFGHI, d-ABXYZFGHI
          fix: give more of the id
        ");
        insta::assert_snapshot!(failure("d-OTHRFGHI"), @r"
        error: there is no deployment `d-OTHRFGHI`: no such name or id
          fix: did you mean `d-OTHERFGHI`?
        ");
        insta::assert_snapshot!(failure("zzz"), @"error: there is no deployment `zzz`: known are d-ABCDEFGHI, d-ABXYZFGHI, d-OTHERFGHI");
        insta::assert_snapshot!(unknown("pipeline", "x", &[]), @"error: there is no pipeline `x`: this server has no pipelines");
    }
}
