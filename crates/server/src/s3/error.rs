//! What can go wrong with buckets and objects, and its name in S3.

use s3s::{S3Error, S3ErrorCode};
use towline_store::StoreError;

/// A request on a bucket or an object that was refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum ObjectError {
    /// No such bucket.
    #[error("The bucket `{0}` does not exist")]
    NoSuchBucket(String),
    /// No such object, or its newest version is a deletion marker.
    #[error("The object `{key}` does not exist in the bucket `{bucket}`")]
    NoSuchKey {
        /// The bucket.
        bucket: String,
        /// The key.
        key: String,
        /// Whether the newest version is a deletion marker.
        marker: bool,
    },
    /// No such version of an object.
    #[error("The object `{key}` has no version `{version}`")]
    NoSuchVersion {
        /// The key.
        key: String,
        /// The version id.
        version: String,
    },
    /// A deletion marker cannot be read.
    #[error("The version `{0}` is a deletion marker, which has no content")]
    Marker(String),
    /// No such multipart upload.
    #[error("The upload `{0}` does not exist; it may have been completed or aborted")]
    NoSuchUpload(String),
    /// A condition of the request did not hold.
    #[error("The condition `{0}` of the request does not hold")]
    Precondition(&'static str),
    /// Many writers of one key at once.
    #[error("Other requests keep changing `{0}`; try again")]
    Contended(String),
    /// The bytes ended early or could not be received.
    #[error("The body was not received completely: {0}")]
    Body(String),
    /// Anything else that S3 has a name for.
    #[error("{1}")]
    Refused(S3ErrorCode, String),
    /// The database failed.
    #[error("the object's row cannot be used: {0}")]
    Store(#[from] StoreError),
    /// The bytes are not what was stored.
    #[error(
        "The stored bytes of `{key}` in the bucket `{bucket}` are damaged or missing: {source}"
    )]
    Damaged {
        /// The bucket.
        bucket: String,
        /// The key.
        key: String,
        /// Which file, and what is wrong with it.
        source: std::io::Error,
    },
    /// The disk failed.
    #[error("the object's bytes cannot be used: {0}")]
    Disk(#[from] std::io::Error),
}

impl ObjectError {
    /// Whether bytes or rows did not fit on the disk.
    pub(crate) fn disk_full(&self) -> bool {
        match self {
            ObjectError::Store(error) => matches!(error, StoreError::Full { .. }),
            ObjectError::Disk(error) => error.kind() == std::io::ErrorKind::StorageFull,
            _ => false,
        }
    }

    /// Why the bytes of an object cannot be read.
    pub(super) fn reading(bucket: &str, key: &str, error: std::io::Error) -> ObjectError {
        match error.kind() {
            std::io::ErrorKind::InvalidData => ObjectError::Damaged {
                bucket: bucket.into(),
                key: key.into(),
                source: error,
            },
            _ => ObjectError::Disk(error),
        }
    }

    /// A refusal with a code of S3.
    pub(super) fn refused(code: S3ErrorCode, message: impl Into<String>) -> ObjectError {
        ObjectError::Refused(code, message.into())
    }
}

impl From<ObjectError> for S3Error {
    fn from(error: ObjectError) -> S3Error {
        let code = match &error {
            ObjectError::NoSuchBucket(_) => S3ErrorCode::NoSuchBucket,
            ObjectError::NoSuchKey { .. } => S3ErrorCode::NoSuchKey,
            ObjectError::NoSuchVersion { .. } => S3ErrorCode::NoSuchVersion,
            ObjectError::Marker(_) => S3ErrorCode::MethodNotAllowed,
            ObjectError::NoSuchUpload(_) => S3ErrorCode::NoSuchUpload,
            ObjectError::Precondition(_) => S3ErrorCode::PreconditionFailed,
            ObjectError::Contended(_) => S3ErrorCode::OperationAborted,
            ObjectError::Body(_) => S3ErrorCode::IncompleteBody,
            ObjectError::Refused(code, _) => code.clone(),
            ObjectError::Store(_) | ObjectError::Disk(_) | ObjectError::Damaged { .. } => {
                return fault(&error);
            }
        };
        let unnamed = matches!(code, S3ErrorCode::Custom(_));
        let mut answer = S3Error::with_message(code, error.to_string());
        if unnamed {
            // The parser's table of codes lacks it; ours are all the client's to mend.
            answer.set_status_code(http::StatusCode::BAD_REQUEST);
        }
        if matches!(
            error,
            ObjectError::NoSuchKey { marker: true, .. } | ObjectError::Marker(_)
        ) {
            let mut headers = http::HeaderMap::new();
            headers.insert(
                "x-amz-delete-marker",
                http::HeaderValue::from_static("true"),
            );
            answer.set_headers(headers);
        }
        answer
    }
}

/// What the reader of a damaged object can do.
pub(crate) const DAMAGED: &str = "The stored bytes of this object are damaged or missing; put the \
     object again, or restore a backup. The server's log names the file";

/// Our own trouble: the log gets the detail, the client only what it can act upon.
fn fault(error: &ObjectError) -> S3Error {
    tracing::error!(%error, "object storage failed");
    if error.disk_full() {
        return S3Error::with_message(S3ErrorCode::ServiceUnavailable, crate::fault::DISK_FULL);
    }
    match error {
        ObjectError::Damaged { .. } => S3Error::with_message(S3ErrorCode::InternalError, DAMAGED),
        ObjectError::Store(error @ (StoreError::Closed | StoreError::Busy { .. })) => {
            S3Error::with_message(S3ErrorCode::ServiceUnavailable, crate::fault::text(error))
        }
        _ => S3Error::with_message(
            S3ErrorCode::InternalError,
            "The server could not use its storage; its log says why",
        ),
    }
}
