//! Between generated types and JSON values.
//!
//! Each type gets two plain functions compiled here, once: callers in other crates then do not
//! compile serde's code again for every operation they touch.

use serde_json::Value;

use crate::ApiError;

/// A generated type. Use [`decode`] and [`encode`].
pub trait Wire: Sized {
    /// From a value.
    #[doc(hidden)]
    fn from_value(value: Value) -> Result<Self, serde_json::Error>;
    /// Into a value.
    #[doc(hidden)]
    fn to_value(&self) -> Result<Value, serde_json::Error>;
}

/// A value is its own JSON form: for callers that write inputs as JSON.
impl Wire for Value {
    fn from_value(value: Value) -> Result<Self, serde_json::Error> {
        Ok(value)
    }
    fn to_value(&self) -> Result<Value, serde_json::Error> {
        Ok(self.clone())
    }
}

/// The typed form of a request. Absent members get their default, unknown members are ignored.
///
/// Fails with `SerializationException` on a member of the wrong type, which cannot happen to a
/// value that came through [`crate::normalize`].
pub fn decode<T: Wire>(value: Value) -> Result<T, ApiError> {
    T::from_value(value).map_err(|e| ApiError::new("SerializationException", e.to_string()))
}

/// The JSON form of an answer; absent members are left out.
pub fn encode<T: Wire>(value: &T) -> Result<Value, ApiError> {
    value
        .to_value()
        .map_err(|e| ApiError::internal(format!("the answer has no JSON form: {e}")))
}

/// Implements [`Wire`] for generated types.
macro_rules! wire {
    ($($name:ident),* $(,)?) => {$(
        impl crate::wire::Wire for $name {
            #[inline(never)]
            fn from_value(value: serde_json::Value) -> Result<Self, serde_json::Error> {
                serde_json::from_value(value)
            }
            #[inline(never)]
            fn to_value(&self) -> Result<serde_json::Value, serde_json::Error> {
                serde_json::to_value(self)
            }
        }
    )*};
}
pub(crate) use wire;
