//! What a pipeline's machine shows of itself, to be compared with its rows.

use std::collections::BTreeMap;

use super::machine::Pipeline;
use super::records::{ActionExecution, Execution, PipelineRecord, StateRecord};

impl Pipeline {
    /// The current declaration.
    pub fn record(&self) -> &PipelineRecord {
        &self.record
    }

    /// Everything that is not one execution's.
    pub fn state(&self) -> &StateRecord {
        &self.state
    }

    /// The executions in memory, by number.
    pub fn executions(&self) -> &BTreeMap<u64, Execution> {
        &self.executions
    }

    /// The action executions in memory, by number.
    pub fn actions(&self) -> &BTreeMap<u64, ActionExecution> {
        &self.actions
    }
}
