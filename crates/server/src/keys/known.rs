//! Keys that were opened lately. Every request is signed by one, and few keys sign most requests.
//!
//! The row itself is read each time: a key that was revoked or changed is not found here. Not here:
//! how a row is opened.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use towline_auth::caller::Caller;
use towline_auth::sigv4::SecretKey;
use towline_core::Time;

/// Keys of a large fleet; less than a kilobyte each. When it is full it begins anew.
const MOST: usize = 16_384;

/// An opened row.
pub(super) struct Opened {
    pub(super) secret: SecretKey,
    pub(super) session_token: Option<SecretKey>,
    pub(super) expires: Option<Time>,
    pub(super) caller: Caller,
}

/// The opened rows, by access key id, each with the text that it was opened from.
#[derive(Default)]
pub struct Known(Mutex<HashMap<String, (String, Arc<Opened>)>>);

impl Known {
    /// What was opened from `row`.
    pub(super) fn get(&self, access_key_id: &str, row: &str) -> Option<Arc<Opened>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (text, opened) = known.get(access_key_id)?;
        (text == row).then(|| Arc::clone(opened))
    }

    /// Keeps what was opened from `row`.
    pub(super) fn keep(&self, row: String, opened: &Arc<Opened>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        let id = opened.caller.access_key_id.clone();
        known.insert(id, (row, Arc::clone(opened)));
    }
}

#[cfg(test)]
mod tests {
    use towline_auth::caller::Role;

    use super::*;

    fn opened(id: &str) -> Arc<Opened> {
        Arc::new(Opened {
            secret: SecretKey::new("secret"),
            session_token: None,
            expires: None,
            caller: Caller {
                account: "123456789012".into(),
                arn: format!("arn:aws:iam::123456789012:user/{id}"),
                access_key_id: id.into(),
                role: Role::Runner,
            },
        })
    }

    #[test]
    fn another_row_is_another_key() {
        let known = Known::default();
        known.keep("{1}".into(), &opened("a"));
        assert!(known.get("a", "{1}").is_some());
        assert!(known.get("a", "{2}").is_none() && known.get("b", "{1}").is_none());
    }

    #[test]
    fn it_does_not_grow_for_ever() {
        let known = Known::default();
        for number in 0..=MOST {
            known.keep("{}".into(), &opened(&number.to_string()));
        }
        assert!(known.get("0", "{}").is_none());
        assert!(known.get(&MOST.to_string(), "{}").is_some());
    }
}
