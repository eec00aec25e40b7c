/// How inputs that leave a choice are read.
public struct ReadingOptions: Hashable, Sendable {
    /// Which side of a Terraform plan or a Pulumi preview is read.
    public var planSide: PlanSide
    /// Values for the parameters of CloudFormation templates, instead of their defaults.
    public var parameters: [String: String]

    /// Options; a plan is read as what will stand after it is applied.
    public init(planSide: PlanSide = .after, parameters: [String: String] = [:]) {
        self.planSide = planSide
        self.parameters = parameters
    }
}
