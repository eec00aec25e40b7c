/// What an input, or a document in it, was taken for.
public enum InputKind: String, Hashable, Sendable, CaseIterable {
    case snapshot
    case awsAnswer = "answer of AWS"
    /// What a query or a filter left of one.
    case awsElements = "elements of an answer of AWS"
    case configItems = "AWS Config items"
    /// What Ansible, Steampipe and CloudQuery make of an answer.
    case rows = "rows of an answer of AWS"
    case cloudControl = "answer of Cloud Control"
    case terraformPlan = "Terraform plan"
    case terraformShow = "Terraform show"
    case terraformState = "Terraform state"
    case terraformCode = "Terraform code"
    case pulumiStack = "Pulumi stack"
    case template = "CloudFormation template"
    /// What a cloud assembly says of its templates.
    case manifest = "manifest of templates"
    /// What CloudTrail tells.
    case events
}

/// How many documents of each kind one input had.
public struct InputTaken: Sendable {
    /// The kinds with their numbers, in the order of the kinds; none where it was nothing known.
    public let kinds: [(kind: InputKind, count: Int)]

    init(_ kinds: [InputKind]) {
        var counts: [InputKind: Int] = [:]
        for kind in kinds { counts[kind, default: 0] += 1 }
        self.kinds = InputKind.allCases.compactMap { kind in counts[kind].map { (kind, $0) } }
    }
}
