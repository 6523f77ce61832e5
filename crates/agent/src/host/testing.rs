//! What several tests of the host agent need.

use super::layout::Layout;
use super::spec::Specification;

/// A deployment root in a directory of its own.
pub(super) fn layout() -> (tempfile::TempDir, Layout) {
    let dir = tempfile::tempdir().unwrap();
    let layout = Layout::open(dir.path().join("deployment-root")).unwrap();
    (dir, layout)
}

/// The JSON of a deployment's specification.
pub(super) fn spec_json(id: &str) -> String {
    format!(
        r#"{{"DeploymentId":"{id}","DeploymentGroupId":"group-1","DeploymentGroupName":"web",
        "ApplicationName":"shop","Revision":{{"RevisionType":"S3","S3Revision":
        {{"Bucket":"artifacts","Key":"shop.zip","BundleType":"zip","Version":"v1"}}}}}}"#
    )
}

/// The specification of a deployment.
pub(super) fn spec(id: &str) -> Specification {
    Specification::parse(&spec_json(id)).unwrap()
}
