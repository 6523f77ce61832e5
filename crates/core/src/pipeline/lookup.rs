//! From ids to numbers: ids derive from the pipeline's seed and the number, so no row is read.

use super::records::{StateRecord, numbered};

impl StateRecord {
    /// The number of the execution with this id.
    pub fn execution_number(&self, pipeline: &str, id: &str) -> Option<u64> {
        (1..=self.executions)
            .find(|n| self.seed.uuid(&["execution", &numbered(pipeline, *n)]) == id)
    }

    /// The number of the action execution with this id.
    pub fn action_number(&self, pipeline: &str, id: &str) -> Option<u64> {
        (1..=self.actions).find(|n| self.seed.uuid(&["action", &numbered(pipeline, *n)]) == id)
    }
}
