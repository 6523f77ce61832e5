//! Checks of single members. Every member has its own pair of exceptions; messages name the
//! member, the value and the rule.

use towline_api::ApiError;
use towline_api::codedeploy::Tag;

/// A name of 1 to 100 characters of `[A-Za-z0-9+=,.@_-]` and the exceptions that speak of it.
pub(super) struct Name {
    what: &'static str,
    required: &'static str,
    invalid: &'static str,
}

pub(super) const APPLICATION: Name = Name {
    what: "application name",
    required: "ApplicationNameRequiredException",
    invalid: "InvalidApplicationNameException",
};
pub(super) const GROUP: Name = Name {
    what: "deployment group name",
    required: "DeploymentGroupNameRequiredException",
    invalid: "InvalidDeploymentGroupNameException",
};
pub(super) const CONFIG: Name = Name {
    what: "deployment configuration name",
    required: "DeploymentConfigNameRequiredException",
    invalid: "InvalidDeploymentConfigNameException",
};
pub(super) const INSTANCE: Name = Name {
    what: "instance name",
    required: "InstanceNameRequiredException",
    invalid: "InvalidInstanceNameException",
};
pub(super) const TARGET: Name = Name {
    what: "target id",
    required: "DeploymentTargetIdRequiredException",
    invalid: "InvalidDeploymentTargetIdException",
};
pub(super) const INSTANCE_ID: Name = Name {
    what: "instance id",
    required: "InstanceIdRequiredException",
    invalid: "InvalidInstanceNameException",
};

impl Name {
    /// Given at all?
    pub(super) fn present(&self, value: &str) -> Result<(), ApiError> {
        match value.is_empty() {
            true => Err(ApiError::new(
                self.required,
                format!("The {} is missing", self.what),
            )),
            false => Ok(()),
        }
    }

    /// Well formed?
    pub(super) fn formed(&self, value: &str) -> Result<(), ApiError> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "+=,.@_-".contains(c);
        if value.len() <= 100 && !value.is_empty() && value.chars().all(allowed) {
            return Ok(());
        }
        let shown: String = value.chars().take(120).collect();
        Err(ApiError::new(
            self.invalid,
            format!(
                "The {} `{shown}` is not valid: it must have 1 to 100 characters, each a letter, \
                 a digit or one of + = , . @ _ -",
                self.what
            ),
        ))
    }

    /// Both.
    pub(super) fn check(&self, value: &str) -> Result<(), ApiError> {
        self.present(value)?;
        self.formed(value)
    }

    /// A list of names for a batch operation.
    pub(super) fn batch(&self, values: &[String]) -> Result<(), ApiError> {
        if values.is_empty() {
            return Err(ApiError::new(
                self.required,
                format!("No {} was given", self.what),
            ));
        }
        batch_size(values.len())?;
        values.iter().try_for_each(|value| self.check(value))
    }
}

/// At most 100 things in one call.
pub(super) fn batch_size(count: usize) -> Result<(), ApiError> {
    match count > 100 {
        true => Err(ApiError::new(
            "BatchLimitExceededException",
            format!("{count} were asked for; one call may ask for at most 100"),
        )),
        false => Ok(()),
    }
}

/// A deployment id: `d-` and nine of `[A-Z0-9]`.
pub(super) fn deployment_id(value: &str) -> Result<(), ApiError> {
    if value.is_empty() {
        return Err(ApiError::new(
            "DeploymentIdRequiredException",
            "The deployment id is missing",
        ));
    }
    let well_formed = value.strip_prefix("d-").is_some_and(|rest| {
        rest.len() == 9
            && rest
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    });
    match well_formed {
        true => Ok(()),
        false => Err(ApiError::new(
            "InvalidDeploymentIdException",
            "A deployment id is `d-` and nine upper-case letters or digits, for example d-A1B2C3D4E",
        )),
    }
}

/// A comment of at most 256 characters.
pub(super) fn description(value: Option<&str>) -> Result<(), ApiError> {
    match value.map_or(0, |text| text.chars().count()) {
        0..=256 => Ok(()),
        length => Err(ApiError::new(
            "DescriptionTooLongException",
            format!("The description has {length} characters; at most 256 are allowed"),
        )),
    }
}

/// A role is taken as a name tag only: hosts and pipelines of Towline have their own keys.
pub(super) fn role(value: &str) -> Result<(), ApiError> {
    let well_formed = value.starts_with("arn:") && value.splitn(6, ':').count() == 6;
    match well_formed {
        true => Ok(()),
        false => Err(ApiError::new(
            "InvalidRoleException",
            "The service role must be an ARN such as arn:aws:iam::123456789012:role/CodeDeploy",
        )),
    }
}

/// Tags with a key of 1 to 128 and a value of at most 256 characters.
pub(super) fn tags(tags: &[Tag], invalid: &str) -> Result<(), ApiError> {
    for tag in tags {
        let key = tag.key.as_deref().unwrap_or_default();
        if key.is_empty() || key.chars().count() > 128 {
            return Err(ApiError::new(
                invalid,
                "A tag key must have 1 to 128 characters",
            ));
        }
        if tag.value.as_deref().unwrap_or_default().chars().count() > 256 {
            return Err(ApiError::new(
                invalid,
                format!("The value of tag `{key}` has more than 256 characters"),
            ));
        }
    }
    Ok(())
}

/// A member that Towline would have to ignore.
pub(super) fn unsupported(code: &str, what: &str) -> ApiError {
    ApiError::new(code, format!("Towline does not support {what} yet"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert!(APPLICATION.check("My+App=1,2.3@x_y-z").is_ok());
        let long = "x".repeat(101);
        for (value, code) in [
            ("", "ApplicationNameRequiredException"),
            ("a b", "InvalidApplicationNameException"),
            ("a/b", "InvalidApplicationNameException"),
            ("ü", "InvalidApplicationNameException"),
            (&long, "InvalidApplicationNameException"),
        ] {
            assert_eq!(APPLICATION.check(value).unwrap_err().code, code, "{value}");
        }
    }

    #[test]
    fn deployment_ids() {
        assert!(deployment_id("d-A1B2C3D4E").is_ok());
        for bad in ["d-A1B2C3D4", "d-a1b2c3d4e", "x-A1B2C3D4E", "d-A1B2C3D4E5"] {
            assert_eq!(
                deployment_id(bad).unwrap_err().code,
                "InvalidDeploymentIdException"
            );
        }
    }
}
