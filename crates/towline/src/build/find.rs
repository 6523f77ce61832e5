//! Which build a person means.

use serde_json::{Value, json};

use crate::client::CODEBUILD;
use crate::document::{list, texts};
use crate::failure::Failure;
use crate::names;
use crate::session::{Listing, Session};

/// Builds among which the beginning of an id is looked for.
const LOOKED_AT: usize = 2000;

/// The id of what `given` names; a project stands for its newest build.
pub(crate) async fn find(session: &Session, given: &str) -> Result<String, Failure> {
    let wanted = names::bare(given);
    if wanted.contains(':') {
        let input = json!({"ids": [wanted]});
        let found: Value = session.call(CODEBUILD, "BatchGetBuilds", &input).await?;
        if !list(&found["builds"]).is_empty() {
            return Ok(wanted);
        }
        return names::unique("build", &wanted, &all(session).await?);
    }
    let projects = projects(session).await?;
    if !projects.contains(&wanted) {
        return Err(names::unknown("project", &wanted, &projects));
    }
    let input = json!({"projectName": wanted});
    let listing = Listing::new("ListBuildsForProject", input, "ids");
    let newest = texts(&session.pages(CODEBUILD, listing, 1).await?);
    newest.into_iter().next().ok_or_else(|| {
        Failure::new(
            format!("project `{wanted}` has no build"),
            "none was started",
        )
        .fix(format!("towline build start {wanted}"))
    })
}

async fn all(session: &Session) -> Result<Vec<String>, Failure> {
    let listing = Listing::new("ListBuilds", json!({}), "ids");
    Ok(texts(&session.pages(CODEBUILD, listing, LOOKED_AT).await?))
}

/// Names of all projects.
pub(super) async fn projects(session: &Session) -> Result<Vec<String>, Failure> {
    let listing = Listing::new("ListProjects", json!({}), "projects");
    Ok(texts(&session.pages(CODEBUILD, listing, usize::MAX).await?))
}
