//! Which deployment or deployment group a person means.

use serde_json::{Value, json};

use crate::client::CODEDEPLOY;
use crate::document::{text, texts};
use crate::failure::Failure;
use crate::names;
use crate::session::{Listing, Session};
use crate::watch;

/// Length of a whole id: `d-` and nine characters.
const WHOLE: usize = 11;

/// A deployment group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) application: String,
    pub(crate) name: String,
}

/// The id of what `given` names.
pub(crate) async fn find(session: &Session, given: &str) -> Result<String, Failure> {
    let wanted = names::bare(given);
    if wanted.contains('/') {
        let group = find_group(session, &wanted).await?;
        return newest(session, &group).await;
    }
    let whole = wanted.len() == WHOLE && wanted.starts_with("d-");
    if whole {
        let one = std::slice::from_ref(&wanted);
        if !watch::deployments(session, one).await?.is_empty() {
            return Ok(wanted);
        }
    }
    names::unique("deployment", &wanted, &ids(session, None).await?)
}

async fn newest(session: &Session, group: &Group) -> Result<String, Failure> {
    let newest = ids(session, Some(group)).await?.into_iter().next();
    newest.ok_or_else(|| {
        let Group { application, name } = group;
        let what = format!("group `{application}/{name}` has no deployment");
        Failure::new(what, "nothing was deployed to it").fix(format!(
            "towline deploy DIRECTORY --application {application} --group {name}"
        ))
    })
}

/// Ids of all deployments, or of a group's, newest first.
pub(crate) async fn ids(session: &Session, group: Option<&Group>) -> Result<Vec<String>, Failure> {
    let input = match group {
        Some(Group { application, name }) => {
            json!({"applicationName": application, "deploymentGroupName": name})
        }
        None => json!({}),
    };
    let listing = Listing::new("ListDeployments", input, "deployments");
    let found = session.pages(CODEDEPLOY, listing, usize::MAX).await?;
    Ok(texts(&found))
}

/// The group `APPLICATION/GROUP`.
pub(crate) async fn find_group(session: &Session, given: &str) -> Result<Group, Failure> {
    let (application, group) = given.split_once('/').unwrap_or((given, ""));
    group_of(session, application, Some(group)).await
}

/// The group that two flags name; an application with one group needs no second one.
pub(crate) async fn group_of(
    session: &Session,
    application: &str,
    group: Option<&str>,
) -> Result<Group, Failure> {
    let applications = applications(session).await?;
    if !applications.iter().any(|one| one == application) {
        return Err(names::unknown("application", application, &applications));
    }
    let groups = groups(session, application).await?;
    let name = match (group, groups.as_slice()) {
        (Some(name), _) if groups.iter().any(|one| one == name) => name.to_string(),
        (Some(name), _) => return Err(names::unknown("deployment group", name, &groups)),
        (None, [only]) => only.clone(),
        (None, []) => return Err(names::unknown("deployment group", "", &groups)),
        (None, several) => {
            let what = format!("application `{application}` has {} groups", several.len());
            let why = several.join(", ");
            return Err(Failure::new(what, why).fix("name one with --group").usage());
        }
    };
    let application = application.to_string();
    Ok(Group { application, name })
}

/// Names of all applications.
pub(crate) async fn applications(session: &Session) -> Result<Vec<String>, Failure> {
    let listing = Listing::new("ListApplications", json!({}), "applications");
    Ok(texts(
        &session.pages(CODEDEPLOY, listing, usize::MAX).await?,
    ))
}

/// Names of the groups of an application.
pub(crate) async fn groups(session: &Session, application: &str) -> Result<Vec<String>, Failure> {
    let input = json!({"applicationName": application});
    let listing = Listing::new("ListDeploymentGroups", input, "deploymentGroups");
    Ok(texts(
        &session.pages(CODEDEPLOY, listing, usize::MAX).await?,
    ))
}

impl Group {
    /// The group of a `DeploymentInfo`.
    pub(crate) fn of(info: &Value) -> Group {
        Group {
            application: text(&info["applicationName"]).to_string(),
            name: text(&info["deploymentGroupName"]).to_string(),
        }
    }
}
