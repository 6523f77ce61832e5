//! The contract between a pure machine and the shell that drives it.
//!
//! The shell delivers a fact, commits the changed rows and events in one transaction, and only
//! then answers the caller and carries out the effects. When the commit fails it throws the
//! machine away and loads it again, so a step that was not stored never happened.

use serde::Serialize;

use crate::{Event, Time};

/// A document to store or delete.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The collection, for example `deployment` or `target`.
    pub kind: &'static str,
    /// The key inside the collection; parts are joined by `/` so that a prefix lists children.
    pub key: String,
    /// JSON text, or `None` to delete.
    pub doc: Option<String>,
    /// What must hold of the stored row for the whole transaction to go through.
    pub expect: Expect,
}

/// A condition on the row as it is stored before the transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expect {
    /// No condition.
    Any,
    /// No row with this kind and key.
    Absent,
    /// The row's text is exactly this (compare and set).
    Is(String),
}

impl Row {
    /// Stores `value`, whatever was there.
    ///
    /// Our own types always serialise; should one not, that is a defect and the row says so.
    pub fn put<T: Serialize>(kind: &'static str, key: impl Into<String>, value: &T) -> Row {
        let doc =
            serde_json::to_string(value).unwrap_or_else(|e| format!("\"unserialisable: {e}\""));
        Row {
            kind,
            key: key.into(),
            doc: Some(doc),
            expect: Expect::Any,
        }
    }

    /// Stores `value` provided that the key is free.
    pub fn create<T: Serialize>(kind: &'static str, key: impl Into<String>, value: &T) -> Row {
        Row {
            expect: Expect::Absent,
            ..Row::put(kind, key, value)
        }
    }

    /// Deletes the row; deleting an absent row is fine.
    pub fn delete(kind: &'static str, key: impl Into<String>) -> Row {
        Row {
            kind,
            key: key.into(),
            doc: None,
            expect: Expect::Any,
        }
    }
}

/// What a step produced.
#[derive(Debug, Clone)]
pub struct Outcome<R, E> {
    /// The answer to whoever told the fact.
    pub reply: R,
    /// Rows that changed, to be committed first.
    pub rows: Vec<Row>,
    /// Events, committed with the rows.
    pub events: Vec<Event>,
    /// Work for the shell, after the commit.
    pub effects: Vec<E>,
}

/// A pure state machine with one writer.
pub trait Machine: Sized + Send + 'static {
    /// What can happen to it.
    type Fact: Send + 'static;
    /// What the teller of a fact gets back.
    type Reply: Send + 'static;
    /// Why a fact was refused; the state is then unchanged.
    type Refusal: Send + std::fmt::Debug + 'static;
    /// What it asks of the world.
    type Effect: Send + 'static;

    /// Takes one fact at `now`. On `Err` nothing has changed.
    fn step(
        &mut self,
        fact: Self::Fact,
        now: Time,
    ) -> Result<Outcome<Self::Reply, Self::Effect>, Self::Refusal>;

    /// The earliest moment at which [`Machine::tick`] must be called.
    fn deadline(&self) -> Option<Time>;

    /// Time has reached the deadline (calling it early or twice does no harm).
    fn tick(&mut self, now: Time) -> Outcome<(), Self::Effect>;

    /// Effects that were asked for and whose result is not known yet; issued again after a restart.
    fn pending(&self) -> Vec<Self::Effect>;

    /// Nothing more can happen by itself: the machine may leave memory.
    fn finished(&self) -> bool;
}
