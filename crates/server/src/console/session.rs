//! Sessions: a row that knows the cookie's digest, so that whoever reads the database cannot use it.
//!
//! A session ends when its time is over, when its key is revoked, expires or has another secret, and
//! when somebody signs out.

use http::HeaderMap;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use towline_api::ApiError;
use towline_auth::caller::Caller;
use towline_core::{Row, Span, Time};
use towline_store::{Range, StoreExt};

use super::{guard, value};
use crate::{App, fault, keys};

/// Row kind of [`Stored`]; key: digest of the token in the cookie.
const KIND: &str = "console-session";

/// Life of a session: a working day.
pub(super) const LIFE: Span = Span::hours(12);

/// Most sessions that are looked through for ended ones at once.
const SWEPT: usize = 1000;

#[derive(Debug, Serialize, Deserialize)]
struct Stored {
    access_key_id: String,
    /// Ties the session to the key's secret, and tells nothing of it without the token.
    proof: String,
    expires: Time,
}

/// Somebody who is signed in.
pub(super) struct Session {
    token: String,
    pub(super) caller: Caller,
}

impl Session {
    /// What the forms of this session carry.
    pub(super) fn csrf(&self) -> String {
        digest("csrf", &self.token)
    }

    /// Whether a form is of this session.
    pub(super) fn sent(&self, form: &[(String, String)]) -> bool {
        let given = value(form, "csrf").unwrap_or_default();
        given.as_bytes().ct_eq(self.csrf().as_bytes()).into()
    }
}

/// Begins a session of a key; the token for the cookie.
pub(super) async fn begin(app: &App, caller: &Caller, secret: &str) -> Result<String, ApiError> {
    let token = hex::encode(app.random.bytes::<32>());
    let now = app.clock.now();
    let stored = Stored {
        access_key_id: caller.access_key_id.clone(),
        proof: proof(&token, secret),
        expires: now + LIFE,
    };
    let mut rows = over(app, now).await?;
    rows.push(Row::put(KIND, digest("session", &token), &stored));
    let stored = app.commit(rows, Vec::new()).await;
    stored.map_err(|e| fault::store(&e))?;
    Ok(token)
}

/// Ends it.
pub(super) async fn end(app: &App, session: &Session) -> Result<(), ApiError> {
    let row = Row::delete(KIND, digest("session", &session.token));
    let stored = app.commit(vec![row], Vec::new()).await;
    stored.map_err(|e| fault::store(&e))
}

/// The session of a request's cookie.
pub(super) async fn find(app: &App, headers: &HeaderMap) -> Result<Option<Session>, ApiError> {
    match guard::token(app, headers) {
        Some(token) => of(app, token).await,
        None => Ok(None),
    }
}

/// The session goes on.
pub(super) async fn goes_on(app: &App, session: &Session) -> bool {
    matches!(of(app, session.token.clone()).await, Ok(Some(_)))
}

async fn of(app: &App, token: String) -> Result<Option<Session>, ApiError> {
    let stored = app.store.get_as(KIND, &digest("session", &token)).await;
    let stored: Option<Stored> = stored.map_err(|e| fault::store(&e))?;
    let Some(stored) = stored.filter(|one| one.expires > app.clock.now()) else {
        return Ok(None);
    };
    let Some((secret, caller)) = keys::secret(app, &stored.access_key_id).await? else {
        return Ok(None);
    };
    let over = secret
        .expires
        .is_some_and(|end| end <= keys::stamp(app.clock.real()));
    let same = proof(&token, secret.key.expose()) == stored.proof;
    Ok((same && !over).then_some(Session { token, caller }))
}

/// The rows that delete what is over.
async fn over(app: &App, now: Time) -> Result<Vec<Row>, ApiError> {
    let some = Range {
        limit: SWEPT,
        ..Range::default()
    };
    let sessions = app.store.list_as::<Stored>(KIND, some).await;
    let sessions = sessions.map_err(|e| fault::store(&e))?.into_iter();
    let over = sessions.filter(|(_, stored)| stored.expires <= now);
    Ok(over.map(|(key, _)| Row::delete(KIND, key)).collect())
}

fn digest(of: &str, token: &str) -> String {
    hex::encode(Sha256::digest(format!("{of}:{token}")))
}

fn proof(token: &str, secret: &str) -> String {
    // The token has a fixed length and comes first: nothing can move from one to the other.
    digest("proof", &format!("{token}:{secret}"))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use towline_auth::caller::Role;

    use super::*;
    use crate::fixture::app;

    /// What a browser sends once it has the cookie of this token.
    fn browser(app: &App, token: &str) -> HeaderMap {
        let cookie = guard::cookie(app, token);
        let pair = cookie.split(';').next().unwrap();
        HeaderMap::from_iter([(http::header::COOKIE, HeaderValue::from_str(pair).unwrap())])
    }

    #[tokio::test]
    async fn a_session_ends_with_its_key_and_so_does_what_it_follows() {
        let directory = tempfile::tempdir().unwrap();
        let app = app(directory.path()).await;
        let (row, key) = keys::mint(&app, Role::Admin, "arn:x", None).unwrap();
        app.commit(vec![row], vec![]).await.unwrap();
        let (_, caller) = keys::secret(&app, &key.access_key_id)
            .await
            .unwrap()
            .unwrap();
        let token = begin(&app, &caller, key.secret.expose()).await.unwrap();
        let headers = browser(&app, &token);
        let session = find(&app, &headers).await.unwrap().unwrap();
        assert!(goes_on(&app, &session).await);
        let revoked = keys::revoke(&key.access_key_id);
        app.commit(vec![revoked], vec![]).await.unwrap();
        assert!(find(&app, &headers).await.unwrap().is_none());
        assert!(!goes_on(&app, &session).await);
    }

    #[tokio::test]
    async fn a_key_with_another_secret_ends_the_sessions_of_the_old_one() {
        let directory = tempfile::tempdir().unwrap();
        let app = app(directory.path()).await;
        let (row, key) = keys::mint(&app, Role::Admin, "arn:x", None).unwrap();
        app.commit(vec![row], vec![]).await.unwrap();
        let (_, caller) = keys::secret(&app, &key.access_key_id)
            .await
            .unwrap()
            .unwrap();
        let token = begin(&app, &caller, "another secret").await.unwrap();
        assert!(find(&app, &browser(&app, &token)).await.unwrap().is_none());
    }
}
