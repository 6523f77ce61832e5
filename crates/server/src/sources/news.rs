//! What happened since the last look, as far as it can concern a source.

use std::collections::HashSet;

use towline_core::Event;
use towline_core::pipeline::declaration::ActionDeclaration;
use towline_store::StoreError;

use crate::App;
use crate::git::PUSHED;

/// Events read at once.
const BATCH: usize = 500;

/// Sources that may have a new revision.
#[derive(Debug, Default)]
pub(super) struct News {
    everything: bool,
    repositories: HashSet<String>,
    objects: HashSet<(String, String)>,
    pipelines: HashSet<String>,
}

impl News {
    /// Every source may have changed.
    pub(super) fn everything() -> News {
        News {
            everything: true,
            ..News::default()
        }
    }

    /// The events after `position`, which moves to the last of them.
    pub(super) async fn read(app: &App, position: &mut u64) -> Result<News, StoreError> {
        let mut news = News::default();
        loop {
            let events = app.store.events(*position, BATCH).await?;
            let full = events.len() == BATCH;
            for stored in events {
                *position = stored.seq;
                news.add(&stored.event);
            }
            if !full {
                return Ok(news);
            }
        }
    }

    fn add(&mut self, event: &Event) {
        let text = |name: &str| event.detail[name].as_str().unwrap_or_default().to_string();
        match event.kind.as_str() {
            PUSHED => drop(self.repositories.insert(event.subject.clone())),
            "object.created" | "object.deleted" => {
                self.objects.insert((text("bucket"), text("key")));
            }
            // What a pipeline watches from now on has to be known before it changes.
            "pipeline.created" | "pipeline.updated" => {
                self.pipelines.insert(event.subject.clone());
            }
            _ => {}
        }
    }

    /// Nothing happened that could matter.
    pub(super) fn is_empty(&self) -> bool {
        !self.everything
            && self.repositories.is_empty()
            && self.objects.is_empty()
            && self.pipelines.is_empty()
    }

    /// May this source action of `pipeline` have a new revision?
    pub(super) fn concern(&self, pipeline: &str, action: &ActionDeclaration) -> bool {
        let setting = |key: &str| action.configuration.get(key).cloned().unwrap_or_default();
        self.everything
            || self.pipelines.contains(pipeline)
            || match action.action_type_id.provider.as_str() {
                "CodeCommit" => self.repositories.contains(&setting("RepositoryName")),
                "S3" => {
                    let object = (setting("S3Bucket"), setting("S3ObjectKey"));
                    self.objects.contains(&object)
                }
                _ => false,
            }
    }
}
