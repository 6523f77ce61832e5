//! Where a revision lies: an object in S3 whose name says how it is packed.

use serde_json::{Value, json};

use crate::failure::Failure;

/// An object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(super) bucket: String,
    pub(super) key: String,
    pub(super) version: Option<String>,
    pub(super) kind: &'static str,
}

impl Place {
    /// Reads `s3://BUCKET/KEY` or `s3://BUCKET/KEY#VERSION`.
    pub(crate) fn parse(text: &str) -> Result<Place, Failure> {
        let wrong = |why: &str| {
            let what = format!("`{text}` is not a revision");
            Failure::new(what, why)
                .fix("write it as s3://BUCKET/KEY.zip")
                .usage()
        };
        let path = text
            .strip_prefix("s3://")
            .ok_or_else(|| wrong("no address in S3"))?;
        let (path, version) = match path.rsplit_once('#') {
            Some((path, version)) => (path, Some(version.to_string())),
            None => (path, None),
        };
        let (bucket, key) = path
            .split_once('/')
            .ok_or_else(|| wrong("it names no object"))?;
        if bucket.is_empty() || key.is_empty() {
            return Err(wrong("it names no object"));
        }
        let kind = kind(key).ok_or_else(|| wrong("its name ends in none of .zip, .tar, .tgz"))?;
        Ok(Place {
            bucket: bucket.to_string(),
            key: key.to_string(),
            version,
            kind,
        })
    }

    /// A `RevisionLocation`.
    pub(crate) fn revision(&self) -> Value {
        let mut object = json!({"bucket": self.bucket, "key": self.key, "bundleType": self.kind});
        if let Some(version) = &self.version {
            object["version"] = json!(version);
        }
        json!({"revisionType": "S3", "s3Location": object})
    }
}

/// The type of a bundle of this name.
pub(super) fn kind(name: &str) -> Option<&'static str> {
    let ends = [
        (".zip", "zip"),
        (".tar.gz", "tgz"),
        (".tgz", "tgz"),
        (".tar", "tar"),
    ];
    let found = ends.iter().find(|(end, _)| name.ends_with(end));
    found.map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_with_or_without_a_version_is_a_revision() {
        let place = Place::parse("s3://b/a/app.tar.gz#v1").unwrap();
        assert_eq!(
            place.revision(),
            json!({"revisionType": "S3", "s3Location":
                {"bucket": "b", "key": "a/app.tar.gz", "bundleType": "tgz", "version": "v1"}})
        );
        assert_eq!(Place::parse("s3://b/app.zip").unwrap().version, None);
        for wrong in [
            "s3://b",
            "s3:///x.zip",
            "s3://b/",
            "s3://b/app.rar",
            "b/app.zip",
        ] {
            assert!(Place::parse(wrong).is_err(), "{wrong}");
        }
    }
}
