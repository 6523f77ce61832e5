//! Pages of listings: a token is the key of the last row shown.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use towline_api::ApiError;
use towline_store::Range;

use super::{invalid, stored};
use crate::App;

/// Entries of a page where the operation has no `maxResults`.
pub(super) const SIZE: usize = 100;

/// What to list.
pub(super) struct Page {
    /// Row kind.
    pub(super) kind: &'static str,
    /// Only keys that start with this.
    pub(super) prefix: String,
    /// Entries wanted.
    pub(super) size: usize,
    /// Descending key order.
    pub(super) reverse: bool,
    /// From the request.
    pub(super) token: Option<String>,
}

/// A `maxResults` member as a page size.
pub(super) fn size(max: Option<i32>) -> usize {
    max.and_then(|n| usize::try_from(n).ok())
        .filter(|n| *n > 0)
        .map_or(SIZE, |n| n.min(SIZE))
}

/// Whether `sortOrder` asks for descending; `default` when absent.
pub(super) fn descending(order: Option<&str>, default: bool) -> bool {
    order.map_or(default, |order| order == "DESCENDING")
}

/// Keys and documents of one page, and the token of the next.
pub(super) async fn read(
    app: &App,
    page: Page,
) -> Result<(Vec<(String, String)>, Option<String>), ApiError> {
    let after = page.token.as_deref().map(decode).transpose()?;
    let range = Range {
        prefix: page.prefix,
        after,
        limit: page.size + 1,
        reverse: page.reverse,
    };
    let mut rows = app.store.list(page.kind, range).await.map_err(stored)?;
    let more = rows.len() > page.size;
    rows.truncate(page.size);
    let token = rows.last().filter(|_| more).map(|(key, _)| encode(key));
    Ok((rows, token))
}

fn encode(key: &str) -> String {
    URL_SAFE_NO_PAD.encode(key)
}

fn decode(token: &str) -> Result<String, ApiError> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok();
    bytes
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .ok_or_else(|| invalid("Invalid input: nextToken is not one that a listing returned"))
}

/// A page of a list that is in memory; the token names the last entry shown.
pub(super) fn slice(
    names: Vec<String>,
    token: Option<String>,
    size: usize,
) -> Result<(Vec<String>, Option<String>), ApiError> {
    let start = match token.as_deref().map(decode).transpose()? {
        Some(last) => names
            .iter()
            .position(|name| *name == last)
            .map_or(0, |at| at + 1),
        None => 0,
    };
    let more = names.len() > start + size;
    let page: Vec<String> = names.into_iter().skip(start).take(size).collect();
    let token = page.last().filter(|_| more).map(|last| encode(last));
    Ok((page, token))
}
