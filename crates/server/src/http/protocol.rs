//! The two forms in which AWS operations travel: AWS JSON 1.1 and rpc-v2-cbor.

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde_json::{Value, json};
use towline_api::{ApiError, Shape, error_to_cbor, from_cbor, to_cbor};

use super::route::Refused;
use super::{Response, full};

/// The whole CBOR form of a structure without members.
const EMPTY_MAP: u8 = 0xa0;

/// A protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Protocol {
    Json,
    Cbor,
}

impl Protocol {
    /// The request as JSON, not yet normalised; an empty body is an empty structure.
    pub(super) fn decode(self, shape: &'static Shape, body: &[u8]) -> Result<Value, ApiError> {
        match self {
            Protocol::Cbor => from_cbor(shape, body),
            Protocol::Json if body.is_empty() => Ok(json!({})),
            Protocol::Json => serde_json::from_slice(body).map_err(|e| {
                ApiError::new(
                    "SerializationException",
                    format!("the request body is not JSON: {e}"),
                )
            }),
        }
    }

    /// The answer to an operation; `None` for the shape where it has no output.
    pub(super) fn success(self, shape: Option<&'static Shape>, value: &Value) -> Response {
        let body = match (self, shape) {
            (Protocol::Json, None) => Ok(Vec::new()),
            (Protocol::Json, Some(_)) => serde_json::to_vec(value)
                .map_err(|e| ApiError::internal(format!("the answer has no JSON form: {e}"))),
            (Protocol::Cbor, None) => Ok(vec![EMPTY_MAP]),
            (Protocol::Cbor, Some(shape)) => to_cbor(shape, value),
        };
        match body {
            Ok(body) => self.response(StatusCode::OK, body),
            Err(error) => self.failure(&error),
        }
    }

    /// The answer that an error is.
    pub(super) fn failure(self, error: &ApiError) -> Response {
        let status =
            StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = match self {
            Protocol::Json => {
                let body = json!({"__type": error.code, "message": error.message});
                body.to_string().into_bytes()
            }
            // Two strings always have a CBOR form; without it the status still tells.
            Protocol::Cbor => error_to_cbor(error).unwrap_or_default(),
        };
        let mut response = self.response(status, body);
        response.extensions_mut().insert(Refused {
            code: error.code.clone(),
            message: error.message.clone(),
        });
        response
    }

    fn response(self, status: StatusCode, body: Vec<u8>) -> Response {
        let mut response = Response::new(full(body));
        *response.status_mut() = status;
        self.mark(response.headers_mut());
        response
    }

    fn mark(self, headers: &mut HeaderMap) {
        let kind = match self {
            Protocol::Json => "application/x-amz-json-1.1",
            Protocol::Cbor => "application/cbor",
        };
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        if self == Protocol::Cbor {
            let name = HeaderName::from_static("smithy-protocol");
            headers.insert(name, HeaderValue::from_static("rpc-v2-cbor"));
        }
    }
}
