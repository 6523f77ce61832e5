//! The one error every operation answers with.

/// An AWS error: exact exception name, text for the caller and HTTP status.
///
/// The text goes to the client: it never holds a secret, a path of the server or a stack.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {message}")]
pub struct ApiError {
    /// The exception's shape name, for example `ApplicationDoesNotExistException`.
    pub code: String,
    /// What, where and how to fix.
    pub message: String,
    /// 400 for every modelled exception but `ConflictException` (409); 500 for our own faults.
    pub status: u16,
}

impl ApiError {
    /// A modelled exception: HTTP 400, or 409 for `ConflictException` (CodePipeline spec, section 1).
    pub fn new(code: &str, message: impl Into<String>) -> ApiError {
        let status = if code == "ConflictException" {
            409
        } else {
            400
        };
        ApiError {
            code: code.into(),
            message: message.into(),
            status,
        }
    }

    /// Whether what was asked about is not there, as the exceptions of all services say by their names.
    pub fn is_absence(&self) -> bool {
        self.code.contains("NotFound") || self.code.contains("DoesNotExist")
    }

    /// A fault of ours, such as a full disk. Never the answer to bad input.
    pub fn internal(message: impl Into<String>) -> ApiError {
        ApiError {
            code: "InternalFailure".into(),
            message: message.into(),
            status: 500,
        }
    }
}
