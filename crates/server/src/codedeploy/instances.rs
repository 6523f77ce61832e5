//! On-premises instances: the hosts registered with this server.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::json;
use towline_api::codedeploy::*;
use towline_api::{ApiError, Timestamp};
use towline_core::{Row, Time};
use towline_store::StoreError;

use super::rows::{self, fault};
use super::{cascade, check, page, removals, tag_filters};
use crate::App;
use crate::events::event;

/// Row kind of [`Instance`]; key: instance name.
pub(crate) const INSTANCE: &str = "instance";
/// Row kind of the instance that an IAM ARN stands for; key: ARN, text: instance name.
pub(crate) const INSTANCE_ARN: &str = "instance-arn";

/// The row `instance`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Instance {
    /// Unique name; the target id in deployments.
    pub(crate) name: String,
    /// ARN in the form of CodeDeploy's on-premises instances.
    pub(crate) arn: String,
    /// The identity of its agent.
    pub(crate) identity: Identity,
    /// When it was registered last.
    pub(crate) registered: Time,
    /// Set while it is deregistered.
    pub(crate) deregistered: Option<Time>,
    /// Where deployments look for it.
    pub(crate) tags: BTreeMap<String, String>,
}

/// The IAM ARN that an agent's requests come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Identity {
    /// A user with keys of its own.
    User(String),
    /// Sessions of a role.
    Session(String),
}

impl Identity {
    /// The ARN.
    pub(crate) fn arn(&self) -> &str {
        let (Identity::User(arn) | Identity::Session(arn)) = self;
        arn
    }
}

/// No such instance, or not any more.
pub(super) fn missing(name: &str) -> ApiError {
    ApiError::new(
        "InstanceNotRegisteredException",
        format!("No on-premises instance is registered with the name: {name}"),
    )
}

/// A name that an on-premises instance may have: not the form of an EC2 instance id.
pub(crate) fn check_name(name: &str) -> Result<(), ApiError> {
    check::INSTANCE.check(name)?;
    match name.starts_with("i-") {
        true => Err(ApiError::new(
            "InvalidInstanceNameException",
            "The name of an on-premises instance must not begin with i-",
        )),
        false => Ok(()),
    }
}

/// A registered instance and the rows that store it. A deregistered name can be used again, once
/// nobody waits for the host any more that had it.
pub(crate) async fn registration(
    app: &Arc<App>,
    name: &str,
    identity: Identity,
) -> Result<(Instance, Vec<Row>), ApiError> {
    let stored = rows::see::<Instance>(app, INSTANCE, name).await?;
    if stored
        .as_ref()
        .is_some_and(|seen| seen.doc.deregistered.is_none())
    {
        return Err(name_taken(name));
    }
    removals::of_host(app, name).await?;
    let suffix = app
        .random
        .seed()
        .text(&["instance"], b"abcdefghijklmnopqrstuvwxyz0123456789", 10);
    let settings = &app.settings;
    let instance = Instance {
        name: name.into(),
        arn: format!(
            "arn:aws:codedeploy:{}:{}:instance/{name}_{suffix}",
            settings.region, settings.account
        ),
        identity,
        registered: app.clock.now(),
        deregistered: None,
        tags: stored
            .as_ref()
            .map(|seen| seen.doc.tags.clone())
            .unwrap_or_default(),
    };
    let arn = Row::create(INSTANCE_ARN, instance.identity.arn(), &instance.name);
    let row = match &stored {
        Some(seen) => seen.replaced(&instance),
        None => Row::create(INSTANCE, name, &instance),
    };
    Ok((instance, vec![arn, row]))
}

fn name_taken(name: &str) -> ApiError {
    ApiError::new(
        "InstanceNameAlreadyRegisteredException",
        format!(
            "An on-premises instance with the name {name} is already registered: choose another \
             name, or deregister it first"
        ),
    )
}

pub(super) async fn register(
    app: &Arc<App>,
    input: RegisterOnPremisesInstanceInput,
) -> Result<RegisterOnPremisesInstanceOutput, ApiError> {
    check::INSTANCE.present(&input.instance_name)?;
    let identity = identity(input.iam_user_arn, input.iam_session_arn)?;
    check_name(&input.instance_name)?;
    let (instance, rows) = registration(app, &input.instance_name, identity).await?;
    let detail = json!({"arn": instance.arn, "identity": instance.identity.arn()});
    let event = event(app, "host.registered", &instance.name, detail);
    match app.commit(rows, vec![event]).await {
        Ok(()) => Ok(RegisterOnPremisesInstanceOutput {}),
        Err(StoreError::Conflict {
            kind: INSTANCE_ARN, ..
        }) => Err(arn_taken(&instance.identity)),
        Err(StoreError::Conflict { .. }) => Err(name_taken(&instance.name)),
        Err(error) => Err(fault(error)),
    }
}

fn arn_taken(identity: &Identity) -> ApiError {
    let code = match identity {
        Identity::User(_) => "IamUserArnAlreadyRegisteredException",
        Identity::Session(_) => "IamSessionArnAlreadyRegisteredException",
    };
    let message = format!(
        "{} is already registered with another instance",
        identity.arn()
    );
    ApiError::new(code, message)
}

fn identity(user: Option<String>, session: Option<String>) -> Result<Identity, ApiError> {
    let given = |arn: Option<String>| arn.filter(|arn| !arn.is_empty());
    match (given(user), given(session)) {
        (None, None) => Err(ApiError::new(
            "IamArnRequiredException",
            "Give iamUserArn or iamSessionArn",
        )),
        (Some(_), Some(_)) => Err(ApiError::new(
            "MultipleIamArnsProvidedException",
            "Give either iamUserArn or iamSessionArn, not both",
        )),
        (Some(arn), None) if is_iam(&arn, ":iam::", "user/") => Ok(Identity::User(arn)),
        (Some(_), None) => Err(ApiError::new(
            "InvalidIamUserArnException",
            "iamUserArn must have the form arn:aws:iam::123456789012:user/NAME",
        )),
        (None, Some(arn)) if is_iam(&arn, ":sts::", "assumed-role/") => Ok(Identity::Session(arn)),
        (None, Some(_)) => Err(ApiError::new(
            "InvalidIamSessionArnException",
            "iamSessionArn must have the form arn:aws:sts::123456789012:assumed-role/ROLE/SESSION",
        )),
    }
}

/// `arn:aws` + service + twelve digits + `:` + kind + a name.
fn is_iam(arn: &str, service: &str, kind: &str) -> bool {
    let rest = arn
        .strip_prefix("arn:aws")
        .and_then(|rest| rest.strip_prefix(service));
    let Some((account, name)) = rest.and_then(|rest| rest.split_once(':')) else {
        return false;
    };
    let allowed = |c: char| c.is_ascii_alphanumeric() || "/+=,.@_-".contains(c);
    account.len() == 12
        && account.bytes().all(|b| b.is_ascii_digit())
        && name
            .strip_prefix(kind)
            .is_some_and(|name| !name.is_empty() && name.len() <= 512 && name.chars().all(allowed))
}

/// Takes a host out. Idempotent.
pub(super) async fn deregister(
    app: &Arc<App>,
    input: DeregisterOnPremisesInstanceInput,
) -> Result<DeregisterOnPremisesInstanceOutput, ApiError> {
    check::INSTANCE.check(&input.instance_name)?;
    cascade::deregister(app, &input.instance_name).await?;
    Ok(DeregisterOnPremisesInstanceOutput {})
}

pub(super) async fn get(
    app: &Arc<App>,
    input: GetOnPremisesInstanceInput,
) -> Result<GetOnPremisesInstanceOutput, ApiError> {
    check::INSTANCE.check(&input.instance_name)?;
    let stored = rows::get(app, INSTANCE, &input.instance_name).await?;
    Ok(GetOnPremisesInstanceOutput {
        instance_info: Some(info(stored.ok_or_else(|| missing(&input.instance_name))?)),
    })
}

pub(super) async fn batch_get(
    app: &Arc<App>,
    input: BatchGetOnPremisesInstancesInput,
) -> Result<BatchGetOnPremisesInstancesOutput, ApiError> {
    check::INSTANCE.batch(&input.instance_names)?;
    let mut infos = Vec::new();
    for name in &input.instance_names {
        infos.extend(rows::get(app, INSTANCE, name).await?.map(info));
    }
    Ok(BatchGetOnPremisesInstancesOutput {
        instance_infos: Some(infos),
    })
}

fn info(instance: Instance) -> InstanceInfo {
    let time = |time: Time| Timestamp(time.epoch_seconds());
    let (user, session) = match instance.identity {
        Identity::User(arn) => (Some(arn), None),
        Identity::Session(arn) => (None, Some(arn)),
    };
    let tag = |(key, value)| Tag {
        key: Some(key),
        value: Some(value),
    };
    InstanceInfo {
        instance_name: Some(instance.name),
        instance_arn: Some(instance.arn),
        iam_user_arn: user,
        iam_session_arn: session,
        register_time: Some(time(instance.registered)),
        deregister_time: instance.deregistered.map(time),
        tags: Some(instance.tags.into_iter().map(tag).collect()),
    }
}

pub(super) async fn list(
    app: &Arc<App>,
    input: ListOnPremisesInstancesInput,
) -> Result<ListOnPremisesInstancesOutput, ApiError> {
    let registered = match input.registration_status.as_deref() {
        None => None,
        Some("Registered") => Some(true),
        Some("Deregistered") => Some(false),
        Some(other) => {
            return Err(ApiError::new(
                "InvalidRegistrationStatusException",
                format!("registrationStatus `{other}` is not Registered or Deregistered"),
            ));
        }
    };
    let filters = input.tag_filters.unwrap_or_default();
    for filter in &filters {
        tag_filters::one(filter, "InvalidTagFilterException")?;
    }
    let all = rows::list::<Instance>(app, INSTANCE, "").await?;
    let wanted = |(_, instance): &(String, Instance)| {
        registered.is_none_or(|wanted| wanted == instance.deregistered.is_none())
            && (filters.is_empty() || tag_filters::any(&filters, &instance.tags))
    };
    let kept = all.into_iter().filter(wanted).collect();
    let operation = Operation::ListOnPremisesInstances;
    let (page, next_token) = page::slice(operation, kept, input.next_token.as_deref())?;
    Ok(ListOnPremisesInstancesOutput {
        instance_names: Some(page.into_iter().map(|(name, _)| name).collect()),
        next_token,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identities() {
        let user = "arn:aws:iam::123456789012:user/AWS/CodeDeploy/web-1".to_string();
        let session = "arn:aws:sts::123456789012:assumed-role/r/s".to_string();
        assert_eq!(
            identity(Some(user.clone()), None),
            Ok(Identity::User(user.clone()))
        );
        assert_eq!(
            identity(None, Some(session.clone())),
            Ok(Identity::Session(session.clone()))
        );
        for (given, code) in [
            ((None, None), "IamArnRequiredException"),
            (
                (Some(user.clone()), Some(session.clone())),
                "MultipleIamArnsProvidedException",
            ),
            ((Some(session), None), "InvalidIamUserArnException"),
            ((None, Some(user)), "InvalidIamSessionArnException"),
            (
                (Some("arn:aws:iam::12:user/x".into()), None),
                "InvalidIamUserArnException",
            ),
        ] {
            assert_eq!(identity(given.0, given.1).unwrap_err().code, code);
        }
    }
}
