//! Between the API's revision locations and the one kind of revision that hosts can install.

use sha2::{Digest, Sha256};
use towline_api::ApiError;
use towline_api::codedeploy::*;
use towline_core::deployment::Revision;

use super::check;

const INVALID: &str = "InvalidRevisionException";

/// An archive in S3, checked.
pub(super) fn parse(location: &RevisionLocation) -> Result<Revision, ApiError> {
    if *location == RevisionLocation::default() {
        return Err(ApiError::new(
            "RevisionRequiredException",
            "RevisionLocation must be specified",
        ));
    }
    let invalid = |message: &str| ApiError::new(INVALID, message);
    match location.revision_type.as_deref() {
        Some("S3") => {}
        None if location.s3_location.is_some() => {}
        Some("GitHub") => return Err(check::unsupported(INVALID, "revisions in GitHub")),
        Some(kind @ ("String" | "AppSpecContent")) => {
            let message =
                format!("A revision of type {kind} cannot be deployed to servers; use S3");
            return Err(ApiError::new(INVALID, message));
        }
        Some(_) => {
            return Err(invalid(
                "revisionType must be S3, GitHub, String or AppSpecContent",
            ));
        }
        None => return Err(invalid("revisionType is missing")),
    }
    let s3 = location
        .s3_location
        .as_ref()
        .ok_or_else(|| invalid("A revision of type S3 must have an s3Location"))?;
    let required = |value: &Option<String>, message| match value.as_deref() {
        None | Some("") => Err(invalid(message)),
        Some(text) => Ok(text.to_string()),
    };
    let bundle_type = required(&s3.bundle_type, "The s3Location has no bundleType")?;
    if !["tar", "tgz", "zip"].contains(&bundle_type.as_str()) {
        return Err(invalid(
            "The bundleType for servers must be tar, tgz or zip",
        ));
    }
    Ok(Revision {
        bucket: required(&s3.bucket, "The s3Location has no bucket")?,
        key: required(&s3.key, "The s3Location has no key")?,
        bundle_type,
        version: s3.version.clone().filter(|text| !text.is_empty()),
        e_tag: s3
            .e_tag
            .as_ref()
            .map(|tag| tag.trim_matches('"').to_string()),
    })
}

/// The API's form of a revision.
pub(super) fn location(revision: &Revision) -> RevisionLocation {
    RevisionLocation {
        revision_type: Some("S3".into()),
        s3_location: Some(S3Location {
            bucket: Some(revision.bucket.clone()),
            key: Some(revision.key.clone()),
            bundle_type: Some(revision.bundle_type.clone()),
            version: revision.version.clone(),
            e_tag: revision.e_tag.clone(),
        }),
        ..RevisionLocation::default()
    }
}

/// A name for the revision that depends on each of its members.
pub(super) fn digest(revision: &Revision) -> String {
    let mut hash = Sha256::new();
    let optional =
        [&revision.version, &revision.e_tag].map(|text| text.as_deref().unwrap_or_default());
    let all = [
        &revision.bucket,
        &revision.key,
        &revision.bundle_type,
        optional[0],
        optional[1],
    ];
    for part in all {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hex::encode(hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn s3(bundle: &str, tag: Option<&str>) -> RevisionLocation {
        RevisionLocation {
            revision_type: Some("S3".into()),
            s3_location: Some(S3Location {
                bucket: Some("b".into()),
                key: Some("k".into()),
                bundle_type: Some(bundle.into()),
                version: None,
                e_tag: tag.map(str::to_string),
            }),
            ..RevisionLocation::default()
        }
    }

    #[test]
    fn quotes_of_an_entity_tag_do_not_matter() {
        let plain = parse(&s3("zip", Some("abc"))).unwrap();
        assert_eq!(plain, parse(&s3("zip", Some("\"abc\""))).unwrap());
        assert_ne!(digest(&plain), digest(&parse(&s3("zip", None)).unwrap()));
        assert_eq!(parse(&location(&plain)), Ok(plain));
    }

    #[test]
    fn what_cannot_be_deployed_is_refused() {
        let code = |location: &RevisionLocation| parse(location).unwrap_err().code;
        assert_eq!(
            code(&RevisionLocation::default()),
            "RevisionRequiredException"
        );
        assert_eq!(code(&s3("YAML", None)), INVALID);
        let mut other = s3("zip", None);
        for kind in ["GitHub", "String", "AppSpecContent", "Tape"] {
            other.revision_type = Some(kind.into());
            assert_eq!(code(&other), INVALID);
        }
    }
}
