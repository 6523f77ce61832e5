//! Tests over all operations: values made from the shapes themselves go through every coding.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::{
    Kind, Shape, codebuild, codedeploy, codepipeline, decode, encode, from_cbor, hostcommand,
    normalize, to_cbor, towline,
};

/// A value of `shape`; `choices` decides what is there. Required members always are.
fn make(shape: &'static Shape, choices: &mut impl Iterator<Item = u8>) -> Value {
    let choice = choices.next().unwrap_or(0);
    match shape.kind {
        Kind::String => json!(format!("text {choice} ü\"")),
        Kind::Enum(words) => json!(words[usize::from(choice) % words.len()]),
        Kind::Boolean => json!(choice < 128),
        Kind::Integer => json!(i64::from(choice) - 128),
        Kind::Long => json!(i64::MIN + i64::from(choice)),
        Kind::Double | Kind::Timestamp => json!(f64::from(choice) * 1e9 + 0.711),
        Kind::Blob => json!("AAEC"),
        Kind::List(inner) => (0..choice % 3).map(|_| make(inner, choices)).collect(),
        Kind::Map(_, inner) => {
            let entry = |n| (format!("key {n}"), make(inner, choices));
            Value::Object((0..choice % 3).map(entry).collect())
        }
        Kind::Structure(members) => {
            let mut map = Map::new();
            for member in members {
                if member.required || choices.next().unwrap_or(0) < 128 {
                    map.insert(member.name.into(), make(member.shape, choices));
                }
            }
            Value::Object(map)
        }
    }
}

fn shapes() -> Vec<&'static Shape> {
    macro_rules! of {
        ($($service:ident),*) => {[$(
            $service::Operation::ALL
                .iter()
                .flat_map(|op| [Some(op.input()), op.output()])
                .flatten()
                .collect::<Vec<_>>()
        ),*].concat()};
    }
    of!(codebuild, codedeploy, codepipeline, hostcommand, towline)
}

#[test]
fn the_services_are_whole() {
    assert_eq!(codedeploy::Operation::ALL.len(), 47);
    assert_eq!(codepipeline::Operation::ALL.len(), 44);
    for operation in codedeploy::Operation::ALL {
        assert_eq!(
            codedeploy::Operation::parse(operation.name()),
            Some(operation)
        );
    }
    assert_eq!(codedeploy::Operation::parse("createdeployment"), None);
}

proptest! {
    #[test]
    fn normalising_and_cbor_keep_every_value(seed in proptest::collection::vec(any::<u8>(), 200)) {
        for shape in shapes() {
            let value = make(shape, &mut seed.iter().copied().cycle().take(2_000));
            prop_assert_eq!(&normalize(shape, value.clone()).unwrap(), &value, "{}", shape.name);
            let bytes = to_cbor(shape, &value).unwrap();
            prop_assert_eq!(&from_cbor(shape, &bytes).unwrap(), &value, "{}", shape.name);
        }
    }

    #[test]
    fn types_keep_every_value(seed in proptest::collection::vec(any::<u8>(), 400)) {
        macro_rules! keeps {
            ($($service:ident :: $name:ident = $shape:ident),* $(,)?) => {$(
                let shape = &$service::shapes::$shape;
                let value = make(shape, &mut seed.iter().copied());
                let typed: $service::$name = decode(value.clone()).unwrap();
                prop_assert_eq!(encode(&typed).unwrap(), value);
            )*};
        }
        keeps!(
            codebuild::BatchGetBuildsOutput = BATCH_GET_BUILDS_OUTPUT,
            codebuild::CreateProjectInput = CREATE_PROJECT_INPUT,
            codedeploy::CreateDeploymentGroupInput = CREATE_DEPLOYMENT_GROUP_INPUT,
            codedeploy::GetDeploymentOutput = GET_DEPLOYMENT_OUTPUT,
            codepipeline::CreatePipelineInput = CREATE_PIPELINE_INPUT,
            codepipeline::GetPipelineStateOutput = GET_PIPELINE_STATE_OUTPUT,
            codepipeline::PollForJobsOutput = POLL_FOR_JOBS_OUTPUT,
            hostcommand::GetDeploymentSpecificationOutput = GET_DEPLOYMENT_SPECIFICATION_OUTPUT,
            towline::ListEventsOutput = LIST_EVENTS_OUTPUT,
        );
    }

    /// Whatever a client sends is an answer, not a crash.
    #[test]
    fn rubbish_is_refused_or_read(body in proptest::collection::vec(any::<u8>(), 0..200)) {
        let shape = &codepipeline::shapes::CREATE_PIPELINE_INPUT;
        if let Ok(value) = from_cbor(shape, &body) {
            drop(normalize(shape, value).map(|value| crate::validate(shape, &value)));
        }
    }
}
