//! What an action type declares: its identity, artifact counts and configuration properties.
//!
//! Pure data. Providers declare their type with it; structure validation reads it.

use serde::{Deserialize, Serialize};

use super::declaration::ActionDeclaration;

/// The four parts that name an action type (`ActionTypeId` of the API).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct ActionTypeId {
    /// `Source`, `Build`, `Test`, `Deploy`, `Approval`, `Invoke` or `Compute`.
    pub category: String,
    /// `AWS`, `ThirdParty` or `Custom`.
    pub owner: String,
    /// For example `CodeBuild`.
    pub provider: String,
    /// For example `1`.
    pub version: String,
}

impl ActionTypeId {
    /// An action type of AWS's own, version `1`.
    pub fn aws(category: &str, provider: &str) -> ActionTypeId {
        ActionTypeId {
            category: category.into(),
            owner: "AWS".into(),
            provider: provider.into(),
            version: "1".into(),
        }
    }

    /// Source actions take no input and fix a revision for the execution.
    pub fn is_source(&self) -> bool {
        self.category == "Source"
    }

    /// Deploy actions bring the change to its users.
    pub fn is_deploy(&self) -> bool {
        self.category == "Deploy"
    }

    /// Approvals are answered by a person; no provider runs them.
    pub fn is_approval(&self) -> bool {
        self.category == "Approval"
    }
}

/// One configuration key of an action type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    /// The key in the action's `configuration`.
    pub name: &'static str,
    /// The declaration is refused without it.
    pub required: bool,
    /// Shown as `****` by every answer except to job workers.
    pub secret: bool,
}

/// How many artifacts an action may declare, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// At least so many.
    pub minimum: usize,
    /// At most so many.
    pub maximum: usize,
}

/// A check across members of an action that a table of keys cannot express; `Err` is the text of
/// `InvalidActionDeclarationException`.
pub type Check = fn(&ActionDeclaration) -> Result<(), String>;

/// An action type as its provider declares it.
#[derive(Debug, Clone)]
pub struct ActionType {
    /// Its name.
    pub id: ActionTypeId,
    /// Input artifacts.
    pub inputs: Count,
    /// Output artifacts.
    pub outputs: Count,
    /// Every key that the configuration may hold.
    pub properties: Vec<Property>,
    /// Keys of AWS's type that this server does not honour: refused by name.
    pub unsupported: Vec<&'static str>,
    /// Further rules.
    pub check: Option<Check>,
    /// Minutes until an action of this type fails with a time-out.
    pub timeout_minutes: i64,
}

impl ActionType {
    /// A type without configuration; add properties with [`ActionType::required`] and
    /// [`ActionType::optional`].
    pub fn new(id: ActionTypeId, inputs: (usize, usize), outputs: (usize, usize)) -> ActionType {
        let count = |(minimum, maximum)| Count { minimum, maximum };
        ActionType {
            id,
            inputs: count(inputs),
            outputs: count(outputs),
            properties: Vec::new(),
            unsupported: Vec::new(),
            check: None,
            timeout_minutes: 60,
        }
    }

    /// Adds keys that must be present.
    pub fn required(self, names: &[&'static str]) -> ActionType {
        self.with(names, true, false)
    }

    /// Adds keys that may be present.
    pub fn optional(self, names: &[&'static str]) -> ActionType {
        self.with(names, false, false)
    }

    /// Adds required keys whose value no answer shows.
    pub fn secret(self, names: &[&'static str]) -> ActionType {
        self.with(names, true, true)
    }

    /// Adds keys that are refused by name instead of being ignored.
    pub fn unsupported(mut self, names: &[&'static str]) -> ActionType {
        self.unsupported.extend(names);
        self
    }

    /// Adds a rule across members.
    pub fn check(mut self, check: Check) -> ActionType {
        self.check = Some(check);
        self
    }

    /// Replaces the time limit of one hour.
    pub fn timeout_minutes(mut self, minutes: i64) -> ActionType {
        self.timeout_minutes = minutes;
        self
    }

    fn with(mut self, names: &[&'static str], required: bool, secret: bool) -> ActionType {
        self.properties.extend(names.iter().map(|name| Property {
            name,
            required,
            secret,
        }));
        self
    }
}
