//! CreateJoinToken: a key that may do one thing, joining as a host.

use std::sync::Arc;

use towline_api::ApiError;
use towline_api::towline::{CreateJoinTokenInput, CreateJoinTokenOutput};
use towline_auth::caller::Role;
use towline_core::Span;

use crate::App;
use crate::events::event;
use crate::keys::{self, KeyError};

/// Life of a token whose caller names none.
const DEFAULT_LIFE: Span = Span::hours(1);

/// The token is an access key pair in one string: there is no second way to authenticate.
pub(super) async fn create(
    app: &Arc<App>,
    input: &CreateJoinTokenInput,
) -> Result<CreateJoinTokenOutput, ApiError> {
    let life = input
        .ttl_seconds
        .map_or(DEFAULT_LIFE, |n| Span::seconds(n.into()));
    let arn = format!("arn:aws:iam::{}:user/towline/join", app.settings.account);
    let end = app.clock.now() + life;
    let (row, key) = keys::mint_pair(app, Role::Join, &arn, end)?;
    // The key id without its secret is none: it only tells tokens apart.
    let detail = serde_json::json!({"accessKeyId": key.access_key_id, "expires": end});
    let event = event(app, "join-token.created", &key.access_key_id, detail);
    app.commit(vec![row], vec![event])
        .await
        .map_err(KeyError::from)?;
    let token = format!("tlj.{}.{}", key.access_key_id, key.secret.expose());
    Ok(CreateJoinTokenOutput { token })
}
