/// How inputs that leave a choice are read.
public struct ReadingOptions: Hashable, Sendable {
    /// Which side of a Terraform plan or a Pulumi preview is read.
    public var planSide: PlanSide
    /// Values for the parameters of CloudFormation templates, instead of their defaults.
    public var parameters: [String: String]

    /// Whether older readings of what is read are read too, each for itself: dated snapshots.
    public var readsEarlier: Bool

    /// Options; a plan is read as what will stand after it is applied.
    public init(planSide: PlanSide = .after, parameters: [String: String] = [:], readsEarlier: Bool = false) {
        self.planSide = planSide
        self.parameters = parameters
        self.readsEarlier = readsEarlier
    }
}
