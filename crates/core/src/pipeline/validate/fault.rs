//! One thing that is wrong with a declaration: the exception, the place, the remedy.

/// Why a declaration is refused; each variant is one exception of the API.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Invalid {
    /// `InvalidStructureException`
    #[error("{0}")]
    Structure(String),
    /// `InvalidStageDeclarationException`
    #[error("{0}")]
    Stage(String),
    /// `InvalidActionDeclarationException`
    #[error("{0}")]
    Action(String),
    /// `InvalidBlockerDeclarationException`
    #[error("{0}")]
    Blocker(String),
    /// `ValidationException`
    #[error("{0}")]
    Value(String),
    /// `LimitExceededException`
    #[error("{0}")]
    Limit(String),
}

impl Invalid {
    /// The name of the exception.
    pub fn code(&self) -> &'static str {
        match self {
            Invalid::Structure(_) => "InvalidStructureException",
            Invalid::Stage(_) => "InvalidStageDeclarationException",
            Invalid::Action(_) => "InvalidActionDeclarationException",
            Invalid::Blocker(_) => "InvalidBlockerDeclarationException",
            Invalid::Value(_) => "ValidationException",
            Invalid::Limit(_) => "LimitExceededException",
        }
    }
}

/// A step from the whole to a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The member of this name.
    Member(String),
    /// The element of a list, from 0.
    Element(usize),
    /// The name of a member, not its value.
    Key(String),
}

/// A part of a declaration: the steps to it from the pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place(pub Vec<Step>);

impl Place {
    /// A stage.
    pub(super) fn stage(number: usize) -> Place {
        Place::default().member("stages").element(number)
    }

    /// An action of a stage.
    pub(super) fn action(stage: usize, number: usize) -> Place {
        Place::stage(stage).member("actions").element(number)
    }

    /// A member of this part.
    pub(super) fn member(mut self, name: &str) -> Place {
        self.0.push(Step::Member(name.into()));
        self
    }

    /// The name of a member of this part.
    pub(super) fn key(mut self, name: &str) -> Place {
        self.0.push(Step::Key(name.into()));
        self
    }

    /// An element of this list.
    pub(super) fn element(mut self, number: usize) -> Place {
        self.0.push(Step::Element(number));
        self
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What, in the words of the API.
    pub invalid: Invalid,
    /// Where.
    pub place: Place,
    /// How to mend it; never empty.
    pub fix: String,
}

/// Collects faults in the order in which they are found.
#[derive(Default)]
pub(super) struct Findings(Vec<Fault>);

impl Findings {
    pub(super) fn add(&mut self, place: Place, invalid: Invalid, fix: impl Into<String>) {
        let fix = fix.into();
        self.0.push(Fault {
            invalid,
            place,
            fix,
        });
    }

    pub(super) fn into_list(self) -> Vec<Fault> {
        self.0
    }
}
