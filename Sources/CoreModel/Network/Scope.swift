/// One account's resources in one region: what one call of the AWS API can list.
public struct Scope: Hashable, Sendable {
    /// The account; none where it is not told.
    public var account: TextID
    /// The region; none where it is not told.
    public var region: TextID

    /// Makes a scope.
    public init(account: TextID = .none, region: TextID = .none) {
        self.account = account
        self.region = region
    }
}
