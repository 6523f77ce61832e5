//! Answers of the server's plain endpoints, which are read while they come.

use bytes::Bytes;
use http::{Method, Request};
use towline_auth::sigv4::Dialect;

use super::{Client, ClientError, TOWLINE, refusal};

/// Largest answer that is read when the server refuses.
const REFUSAL_LIMIT: usize = 64 * 1024;

/// The body of an answer.
#[derive(Debug)]
pub struct Body {
    client: Client,
    response: reqwest::Response,
}

impl Client {
    /// Asks a plain endpoint, for example `/events?after=7`. The answer may go on for ever, but not
    /// in silence.
    pub async fn get(
        &self,
        path_and_query: &str,
        headers: &[(&str, &str)],
    ) -> Result<Body, ClientError> {
        let mut request = Request::builder()
            .method(Method::GET)
            .uri(format!("{}{path_and_query}", self.access.endpoint));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = self.signed(
            request,
            Bytes::new(),
            TOWLINE.signing_name,
            Dialect::General,
        )?;
        let response = self.send(request, None).await?;
        let status = response.status();
        let mut body = Body {
            client: self.clone(),
            response,
        };
        if status.is_success() {
            return Ok(body);
        }
        let path = path_and_query.split('?').next().unwrap_or_default();
        let mut text = Vec::new();
        while let Some(piece) = body.piece().await?
            && text.len() < REFUSAL_LIMIT
        {
            text.extend_from_slice(&piece);
        }
        Err(refusal(&format!("GET {path}"), status, &text))
    }
}

impl Body {
    /// The next piece; `None` at the end. A body that breaks off is an error.
    pub async fn piece(&mut self) -> Result<Option<Bytes>, ClientError> {
        let piece = self.response.chunk().await;
        piece.map_err(|e| self.client.unreachable(&e))
    }
}
