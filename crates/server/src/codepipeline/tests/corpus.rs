//! Pipelines of other people.

use serde_json::Value;

use super::Server;

/// Real pipeline files, given by the environment variable `TOWLINE_CORPUS`: each is created, or
/// refused with an exception that CodePipeline declares.
#[tokio::test]
async fn real_pipelines_are_accepted_or_refused_by_name() {
    let Some(corpus) = std::env::var_os("TOWLINE_CORPUS") else {
        println!("skipped: TOWLINE_CORPUS names no corpus directory");
        return;
    };
    let server = Server::new().await;
    let declared = [
        "ValidationException",
        "SerializationException",
        "PipelineNameInUseException",
        "InvalidStructureException",
        "InvalidStageDeclarationException",
        "InvalidActionDeclarationException",
    ];
    let mut files = 0;
    let directory = std::path::Path::new(&corpus).join("pipeline");
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let Ok(input) = serde_json::from_str::<Value>(&text) else {
            continue;
        };
        files += 1;
        match server.call("CreatePipeline", input).await {
            Ok(output) => assert_eq!(output["pipeline"]["version"], 1, "{}", path.display()),
            Err(error) => {
                println!("{}: {error}", path.display());
                assert!(
                    declared.contains(&&*error.code),
                    "{}: {error}",
                    path.display()
                );
                assert!(!error.message.is_empty());
            }
        }
    }
    assert!(files > 0, "no pipeline file could be parsed");
}
