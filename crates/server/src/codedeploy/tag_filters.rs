//! Which hosts a deployment group reaches: tag filters and tag groups.
//!
//! Filters of one list are alternatives; groups of a set must all match. EC2 filters and
//! on-premises filters both look at the hosts registered with this server; a host that either of
//! them matches belongs to the group.

use std::collections::BTreeMap;

use towline_api::ApiError;
use towline_api::codedeploy::*;

use super::group_settings::Settings;

/// Filters in one deployment group, and groups in a tag set.
const MOST_FILTERS: usize = 10;
const MOST_GROUPS: usize = 3;

/// Does the group reach a host with these tags?
pub(crate) fn reaches(settings: &Settings, tags: &BTreeMap<String, String>) -> bool {
    let ec2_set = settings
        .ec2_set
        .as_ref()
        .and_then(|set| set.ec2_tag_set_list.as_ref());
    let on_premises_set = settings
        .on_premises_set
        .as_ref()
        .and_then(|set| set.on_premises_tag_set_list.as_ref());
    any(&settings.ec2_filters, tags)
        || any(&settings.on_premises_filters, tags)
        || ec2_set.is_some_and(|groups| all(groups, tags))
        || on_premises_set.is_some_and(|groups| all(groups, tags))
}

/// The filters for people: `role=web or stage=*`, groups of a set joined by `and`.
pub(crate) fn words(settings: &Settings) -> String {
    let ec2_set = settings.ec2_set.as_ref();
    let ec2_set = ec2_set.and_then(|set| set.ec2_tag_set_list.as_deref());
    let on_premises_set = settings.on_premises_set.as_ref();
    let on_premises_set = on_premises_set.and_then(|set| set.on_premises_tag_set_list.as_deref());
    let parts = [
        alternatives(&settings.ec2_filters),
        alternatives(&settings.on_premises_filters),
        together(ec2_set.unwrap_or_default()),
        together(on_premises_set.unwrap_or_default()),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    match parts.is_empty() {
        true => "none".into(),
        false => parts.join(" or "),
    }
}

fn together<F: Filter>(groups: &[Vec<F>]) -> String {
    let groups: Vec<String> = groups
        .iter()
        .map(|group| format!("({})", alternatives(group)))
        .collect();
    groups.join(" and ")
}

fn alternatives<F: Filter>(filters: &[F]) -> String {
    let one = |filter: &F| {
        let (key, value, kind) = filter.parts();
        let value = value.filter(|_| kind != Some("KEY_ONLY")).unwrap_or("*");
        let key = key.filter(|_| kind != Some("VALUE_ONLY")).unwrap_or("*");
        format!("{key}={value}")
    };
    let all: Vec<String> = filters.iter().map(one).collect();
    all.join(" or ")
}

/// A host matches a list when it matches one of its filters.
pub(super) fn any<F: Filter>(filters: &[F], tags: &BTreeMap<String, String>) -> bool {
    filters.iter().any(|filter| matches(filter, tags))
}

fn all<F: Filter>(groups: &[Vec<F>], tags: &BTreeMap<String, String>) -> bool {
    !groups.is_empty() && groups.iter().all(|group| any(group, tags))
}

fn matches(filter: &impl Filter, tags: &BTreeMap<String, String>) -> bool {
    let (key, value, kind) = filter.parts();
    match (kind, key, value) {
        (Some("VALUE_ONLY"), _, Some(value)) => tags.values().any(|v| v == value),
        (Some("KEY_ONLY"), Some(key), _) | (None, Some(key), None) => tags.contains_key(key),
        (_, Some(key), value) => tags
            .get(key)
            .is_some_and(|found| found == value.unwrap_or_default()),
        _ => false,
    }
}

/// The two filter types of the API have the same members.
pub(super) trait Filter {
    /// Key, value and type.
    fn parts(&self) -> (Option<&str>, Option<&str>, Option<&str>);
}

impl Filter for EC2TagFilter {
    fn parts(&self) -> (Option<&str>, Option<&str>, Option<&str>) {
        (
            self.key.as_deref(),
            self.value.as_deref(),
            self.r#type.as_deref(),
        )
    }
}

impl Filter for TagFilter {
    fn parts(&self) -> (Option<&str>, Option<&str>, Option<&str>) {
        (
            self.key.as_deref(),
            self.value.as_deref(),
            self.r#type.as_deref(),
        )
    }
}

pub(super) fn check_ec2(
    filters: Option<&[EC2TagFilter]>,
    set: Option<&EC2TagSet>,
) -> Result<(), ApiError> {
    let groups = set.and_then(|set| set.ec2_tag_set_list.as_deref());
    both(
        filters,
        groups,
        "InvalidEC2TagException",
        "InvalidEC2TagCombinationException",
    )
}

pub(super) fn check_on_premises(
    filters: Option<&[TagFilter]>,
    set: Option<&OnPremisesTagSet>,
) -> Result<(), ApiError> {
    let groups = set.and_then(|set| set.on_premises_tag_set_list.as_deref());
    both(
        filters,
        groups,
        "InvalidTagException",
        "InvalidOnPremisesTagCombinationException",
    )
}

fn both<F: Filter>(
    filters: Option<&[F]>,
    groups: Option<&[Vec<F>]>,
    invalid: &str,
    combination: &str,
) -> Result<(), ApiError> {
    let filters = filters.unwrap_or_default();
    let groups = groups.unwrap_or_default();
    if !filters.is_empty() && !groups.is_empty() {
        let message = "Give either a list of tag filters or a tag set, not both";
        return Err(ApiError::new(combination, message));
    }
    if groups.len() > MOST_GROUPS {
        return Err(ApiError::new(
            "TagSetListLimitExceededException",
            format!(
                "A tag set can have at most {MOST_GROUPS} groups, not {}",
                groups.len()
            ),
        ));
    }
    let count = filters.len() + groups.iter().map(Vec::len).sum::<usize>();
    if count > MOST_FILTERS {
        let message = format!("{count} tag filters were given; at most {MOST_FILTERS} are allowed");
        return Err(ApiError::new(invalid, message));
    }
    let mut every = filters.iter().chain(groups.iter().flatten());
    every.try_for_each(|filter| one(filter, invalid))
}

/// A filter must have what its type compares.
pub(super) fn one(filter: &impl Filter, invalid: &str) -> Result<(), ApiError> {
    let (key, value, kind) = filter.parts();
    let has_key = key.is_some_and(|key| !key.is_empty());
    let problem = match kind {
        Some("KEY_ONLY" | "KEY_AND_VALUE") | None if !has_key => "has no key",
        Some("VALUE_ONLY") if value.is_none() => "has no value",
        Some("KEY_ONLY" | "KEY_AND_VALUE" | "VALUE_ONLY") | None => return Ok(()),
        Some(_) => "must have the type KEY_ONLY, VALUE_ONLY or KEY_AND_VALUE",
    };
    Err(ApiError::new(invalid, format!("A tag filter {problem}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(key: &str, value: &str, kind: &str) -> TagFilter {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_string());
        TagFilter {
            key: given(key),
            value: given(value),
            r#type: given(kind),
        }
    }

    fn tags() -> BTreeMap<String, String> {
        let pairs = [("role", "web"), ("zone", "a"), ("bare", "")];
        pairs
            .map(|(key, value)| (key.to_string(), value.to_string()))
            .into()
    }

    #[test]
    fn types_of_filters() {
        for (filter, expected) in [
            (filter("role", "", "KEY_ONLY"), true),
            (filter("role", "web", "KEY_AND_VALUE"), true),
            (filter("role", "db", "KEY_AND_VALUE"), false),
            (filter("bare", "", "KEY_AND_VALUE"), true),
            (filter("role", "", "KEY_AND_VALUE"), false),
            (filter("", "a", "VALUE_ONLY"), true),
            (filter("", "b", "VALUE_ONLY"), false),
            (filter("role", "web", ""), true),
            (filter("none", "", ""), false),
        ] {
            assert_eq!(
                any(std::slice::from_ref(&filter), &tags()),
                expected,
                "{filter:?}"
            );
        }
    }

    #[test]
    fn groups_must_all_match_and_lists_are_alternatives() {
        let web = filter("role", "web", "KEY_AND_VALUE");
        let zone_b = filter("zone", "b", "KEY_AND_VALUE");
        let mut settings = Settings::new();
        assert!(!reaches(&settings, &tags()), "no filter reaches nobody");
        settings.on_premises_filters = vec![web.clone(), zone_b.clone()];
        assert!(reaches(&settings, &tags()));
        settings.on_premises_filters.clear();
        settings.on_premises_set = Some(OnPremisesTagSet {
            on_premises_tag_set_list: Some(vec![vec![web], vec![zone_b]]),
        });
        assert!(!reaches(&settings, &tags()));
    }

    #[test]
    fn malformed_filters() {
        let code = |filters: &[TagFilter]| check_on_premises(Some(filters), None).unwrap_err().code;
        assert_eq!(code(&[filter("", "", "KEY_ONLY")]), "InvalidTagException");
        assert_eq!(code(&[filter("a", "", "SOME")]), "InvalidTagException");
        assert_eq!(code(&vec![filter("a", "", ""); 11]), "InvalidTagException");
        let four = OnPremisesTagSet {
            on_premises_tag_set_list: Some(vec![vec![filter("a", "", "")]; 4]),
        };
        let error = check_on_premises(None, Some(&four)).unwrap_err();
        assert_eq!(error.code, "TagSetListLimitExceededException");
    }
}
