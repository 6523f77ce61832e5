//! Pages of lists. A token is opaque and belongs to one operation.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use towline_api::ApiError;
use towline_api::codedeploy::Operation;
use towline_store::Range;

use super::rows;
use crate::App;

/// Entries of a page; CodeDeploy's lists have no size parameter.
pub(super) const SIZE: usize = 100;

/// The key after which the next page begins.
pub(super) fn position(
    operation: Operation,
    token: Option<&str>,
) -> Result<Option<String>, ApiError> {
    let Some(token) = token else {
        return Ok(None);
    };
    let text = BASE64
        .decode(token)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok());
    let key = text
        .as_deref()
        .and_then(|text| text.strip_prefix(operation.name()));
    match key.and_then(|key| key.strip_prefix(' ')) {
        Some(key) => Ok(Some(key.to_string())),
        None => Err(ApiError::new(
            "InvalidNextTokenException",
            format!(
                "The next token was not issued by {}; leave it out to list from the start",
                operation.name()
            ),
        )),
    }
}

/// The token for the page after `key`.
pub(super) fn token(operation: Operation, key: &str) -> String {
    BASE64.encode(format!("{} {key}", operation.name()))
}

/// A page of entries with their keys, and the token of the next page when there are more.
pub(super) type Page<T> = (Vec<(String, T)>, Option<String>);

/// A page of the rows of `kind` whose key begins with `prefix`. Keys come without the prefix.
pub(super) async fn rows(
    app: &App,
    operation: Operation,
    kind: &'static str,
    prefix: &str,
    next: Option<&str>,
) -> Result<Page<String>, ApiError> {
    let range = Range {
        after: position(operation, next)?.map(|key| format!("{prefix}{key}")),
        limit: SIZE + 1,
        ..Range::prefix(prefix)
    };
    let found = app.store.list(kind, range).await.map_err(rows::fault)?;
    let strip = |(key, text): (String, String)| (key[prefix.len()..].to_string(), text);
    Ok(cut(operation, found.into_iter().map(strip).collect()))
}

/// A page of a list that is in memory, sorted by key.
pub(super) fn slice<T>(
    operation: Operation,
    all: Vec<(String, T)>,
    next: Option<&str>,
) -> Result<Page<T>, ApiError> {
    let after = position(operation, next)?;
    let later = |(key, _): &(String, T)| after.as_ref().is_none_or(|after| key > after);
    let rest = all.into_iter().filter(later).take(SIZE + 1).collect();
    Ok(cut(operation, rest))
}

fn cut<T>(operation: Operation, mut found: Vec<(String, T)>) -> Page<T> {
    let more = found.len() > SIZE;
    found.truncate(SIZE);
    let last = found.last().filter(|_| more);
    let next = last.map(|(key, _)| token(operation, key));
    (found, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_belongs_to_one_operation() {
        let made = token(Operation::ListApplications, "shop");
        let read = |operation| position(operation, Some(&made));
        assert_eq!(read(Operation::ListApplications), Ok(Some("shop".into())));
        for bad in [
            read(Operation::ListDeployments),
            position(Operation::ListApplications, Some("%")),
        ] {
            assert_eq!(bad.unwrap_err().code, "InvalidNextTokenException");
        }
    }
}
