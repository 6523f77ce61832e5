//! `GET /backup`: the archive as the body of an answer, for administrators.

use std::sync::Arc;

use http::{HeaderValue, header};
use http_body_util::{BodyExt, StreamBody};
use hyper::body::Frame;
use tokio::sync::mpsc;
use towline_api::ApiError;

use super::archive::Piece;
use super::take::{Backup, BackupError};
use crate::App;
use crate::http::{BodyError, Response};

/// Pieces on their way to the client.
const QUEUE: usize = 4;

/// Takes a backup and gives it as it is made. What goes wrong before the first byte is an error;
/// afterwards the body breaks off, which no client takes for an end.
pub(crate) async fn answer(app: &Arc<App>) -> Result<Response, ApiError> {
    let backup = Backup::begin(app).await?;
    let (out, pieces) = mpsc::channel(QUEUE);
    app.spawn(async move {
        match backup.write(out).await {
            Ok(manifest) => tracing::info!(
                files = manifest.files,
                bytes = manifest.bytes,
                "a backup was taken"
            ),
            Err(BackupError::Gone) => tracing::warn!("a backup was given up by its client"),
            Err(error) => tracing::error!(%error, "a backup was broken off"),
        }
    });
    let frames = futures::stream::try_unfold(pieces, |mut pieces| async move {
        match pieces.recv().await {
            Some(Piece::Bytes(bytes)) => Ok(Some((Frame::data(bytes), pieces))),
            Some(Piece::End) => Ok(None),
            None => Err(BodyError::from("the backup was broken off")),
        }
    });
    let mut response = Response::new(BodyExt::boxed_unsync(StreamBody::new(frames)));
    let kind = HeaderValue::from_static("application/x-tar");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    Ok(response)
}

impl From<BackupError> for ApiError {
    /// In full: only administrators ask.
    fn from(error: BackupError) -> ApiError {
        tracing::error!(%error, "no backup was taken");
        match error {
            BackupError::UnderWay => ApiError {
                code: "BackupInProgressException".into(),
                message: error.to_string(),
                status: 409,
            },
            BackupError::Damaged { .. } => ApiError {
                code: "ObjectDamagedException".into(),
                message: error.to_string(),
                status: 500,
            },
            error => ApiError::internal(error.to_string()),
        }
    }
}
