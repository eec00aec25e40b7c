import CoreModel

extension Manager {
    /// What becomes of a change that somebody makes by hand; nil where no tool is known to undo it.
    ///
    /// Terraform and Pulumi bring back what their state says; CloudFormation writes only what an update changes, so that the rest is
    /// drift. Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html
    var consequence: String? {
        switch tool {
        case .terraform, .pulumi: "its next run undoes a change by hand"
        case .cloudFormation, .cdk: "a change by hand is drift, which its next update may undo"
        case nil: nil
        }
    }
}
