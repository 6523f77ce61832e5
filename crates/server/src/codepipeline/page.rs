//! Pagination tokens: the key of the last row shown, opaque to clients, bound to the operation and
//! the pipeline.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use towline_api::ApiError;

/// A listing that tokens belong to, for example `executions/web`.
pub(super) struct Listing(pub(super) String);

impl Listing {
    /// The token after which the next page begins.
    pub(super) fn token(&self, key: &str) -> String {
        URL_SAFE_NO_PAD.encode(format!("{}\n{key}", self.0))
    }

    /// The key a token stands for.
    pub(super) fn key(&self, token: Option<&str>) -> Result<Option<String>, ApiError> {
        let Some(token) = token else {
            return Ok(None);
        };
        let text = URL_SAFE_NO_PAD.decode(token).ok();
        let text = text.and_then(|bytes| String::from_utf8(bytes).ok());
        let key = text.as_deref().and_then(|text| text.split_once('\n'));
        match key {
            Some((listing, key)) if listing == self.0 => Ok(Some(key.to_string())),
            _ => Err(ApiError::new(
                "InvalidNextTokenException",
                "The nextToken is not one that this operation has given for these parameters",
            )),
        }
    }
}

/// `maxResults`, or the most there can be.
pub(super) fn limit(asked: Option<i32>, most: usize) -> usize {
    let asked = asked.and_then(|n| usize::try_from(n).ok());
    asked.map_or(most, |n| n.clamp(1, most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_fits_its_own_listing_only() {
        let web = Listing("executions/web".into());
        let token = web.token("web/000000000007");
        assert_eq!(web.key(Some(&token)), Ok(Some("web/000000000007".into())));
        assert_eq!(web.key(None), Ok(None));
        let other = Listing("executions/api".into());
        for (listing, token) in [(&other, token.as_str()), (&web, "garbage!"), (&web, "AAAA")] {
            let error = listing.key(Some(token)).expect_err("refused");
            assert_eq!(error.code, "InvalidNextTokenException");
        }
    }
}
