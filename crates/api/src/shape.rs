//! The vocabulary of the generated constraint tables.

/// One shape of a service model.
#[derive(Debug)]
pub struct Shape {
    /// AWS's name.
    pub name: &'static str,
    /// What a value looks like.
    pub kind: Kind,
    /// Least length of a string, list or map; least value of a number.
    pub min: Option<i64>,
    /// Greatest length or value.
    pub max: Option<i64>,
    /// Regular expression that the whole string must match.
    pub pattern: Option<&'static str>,
    /// Never to be printed.
    pub sensitive: bool,
}

/// What a value of a shape looks like.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// UTF-8 text.
    String,
    /// One of these words.
    Enum(&'static [&'static str]),
    /// `true` or `false`.
    Boolean,
    /// 32 bits with sign.
    Integer,
    /// 64 bits with sign.
    Long,
    /// 64-bit floating point.
    Double,
    /// Seconds since the Unix epoch with a fraction.
    Timestamp,
    /// Bytes.
    Blob,
    /// Elements of one shape.
    List(&'static Shape),
    /// Keys and values.
    Map(&'static Shape, &'static Shape),
    /// Named members.
    Structure(&'static [Member]),
}

/// A member of a structure.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// Its name on the wire.
    pub name: &'static str,
    /// Its shape.
    pub shape: &'static Shape,
    /// A request without it is refused.
    pub required: bool,
}

/// An operation in a generated table.
#[derive(Debug)]
pub(crate) struct OperationInfo {
    pub(crate) name: &'static str,
    pub(crate) input: &'static Shape,
    pub(crate) output: Option<&'static Shape>,
}

/// An optional member.
pub(crate) const fn member(name: &'static str, shape: &'static Shape) -> Member {
    Member {
        name,
        shape,
        required: false,
    }
}

impl Member {
    pub(crate) const fn required(self) -> Member {
        Member {
            required: true,
            ..self
        }
    }
}

impl Shape {
    pub(crate) const fn new(name: &'static str, kind: Kind) -> Shape {
        Shape {
            name,
            kind,
            min: None,
            max: None,
            pattern: None,
            sensitive: false,
        }
    }

    pub(crate) const fn min(self, min: i64) -> Shape {
        Shape {
            min: Some(min),
            ..self
        }
    }

    pub(crate) const fn max(self, max: i64) -> Shape {
        Shape {
            max: Some(max),
            ..self
        }
    }

    pub(crate) const fn pattern(self, pattern: &'static str) -> Shape {
        Shape {
            pattern: Some(pattern),
            ..self
        }
    }

    pub(crate) const fn sensitive(self) -> Shape {
        Shape {
            sensitive: true,
            ..self
        }
    }
}
