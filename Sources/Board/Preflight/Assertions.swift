/// A file of assertions of aws-network-preflight: flows between two interfaces each that are meant to be allowed or denied.
///
/// Source: https://pypi.org/project/aws-network-preflight/0.1.0/
public struct Assertions: Hashable, Sendable {
    /// The file, as it was named.
    public var file = ""
    /// The region that all of them are in.
    public var region: String
    /// What selectors call the accounts.
    public var accounts: Set<String> = []
    /// The account numbers, of accounts whose role's ARN tells it.
    public var accountNumbers: [String: String] = [:]
    /// The assertions, in order.
    public var all: [Assertion] = []

    /// A file without assertions, for a region.
    public init(region: String) { self.region = region }

    /// A flow between two instances or interfaces, with what is meant of it.
    public struct Assertion: Hashable, Sendable {
        /// What it is called; no two are called alike.
        public var id: String
        /// Whether it is meant to be allowed; else denied.
        public var isAllowed: Bool
        /// Who opens the connection.
        public var source: Selector
        /// Who takes it.
        public var destination: Selector
        /// The PORT: "443", "53/udp".
        public var port: String
        /// Its line in the file, from 1.
        public var line: Int

        /// An assertion at a line of the file, from 1.
        public init(id: String, isAllowed: Bool, source: Selector, destination: Selector, port: String, line: Int) {
            self.id = id
            self.isAllowed = isAllowed
            self.source = source
            self.destination = destination
            self.port = port
            self.line = line
        }
    }

    /// What finds one instance or interface.
    public struct Selector: Hashable, Sendable {
        /// The account, as the file calls it.
        public var account: String
        /// Its id, its ARN or its tags.
        public var by: Means
        /// Its line in the file, from 1.
        public var line: Int

        /// A selector at a line of the file, from 1.
        public init(account: String, by means: Means, line: Int) {
            self.account = account
            by = means
            self.line = line
        }
    }

    /// By what something is found.
    public enum Means: Hashable, Sendable {
        /// `i-...` or `eni-...`.
        case id(String)
        /// The ARN of an instance or interface.
        case arn(String)
        /// Tags that it has, all of them.
        case tags([Tag])
    }

    /// A tag.
    public struct Tag: Hashable, Sendable {
        /// Its key.
        public var key: String
        /// Its value.
        public var value: String

        /// Makes a tag.
        public init(_ key: String, _ value: String) {
            self.key = key
            self.value = value
        }
    }
}
