import CoreModel

/// A finding of the audit that is accepted, with the reason why.
public struct AuditException: Sendable, Hashable {
    /// The kind of finding: "open-egress".
    public var finding: String
    /// The group; nil for every group.
    public var group: DocumentedEnd?
    /// The thing of the network, by its id or its name; nil for every one.
    public var component: String?
    /// The entry of a network ACL, such as "in 100"; nil for every one.
    public var entry: String?
    /// The route, by its destination; nil for every one.
    public var route: String?
    /// Which way the rules look; nil for either.
    public var direction: Direction?
    /// The rules' traffic; nil for whatever it is.
    public var traffic: DocumentedPorts?
    /// The rules' other side; nil for whoever it is.
    public var peer: DocumentedEnd?
    /// Why it is accepted.
    public var reason: String
    /// Where it stands in the file.
    public var location: NotesLocation?

    /// An exception for every group and rule.
    public init(finding: String, reason: String) {
        self.finding = finding
        self.reason = reason
    }
}
