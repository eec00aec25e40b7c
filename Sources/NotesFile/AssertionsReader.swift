import Board
import Notes
import Text

/// Reads files of assertions of aws-network-preflight 0.1.0.
extension BoardReader {
    /// What a file turned out to be.
    public enum Kind: Sendable {
        /// Pinned questions.
        case board(Board)
        /// Assertions of aws-network-preflight.
        case assertions(Assertions)
    }

    /// Reads a file that may be either: the key `assertions` tells them apart.
    public func readAny(_ bytes: [UInt8], from file: String) throws(NotesError) -> Kind {
        guard let root = try? NotesDocument.tree(bytes), case .mapping(let entries) = root.content,
            entries.contains(where: { $0.key == "assertions" })
        else { return .board(try read(bytes, from: file)) }
        do {
            var assertions = try Assertions(root)
            assertions.file = file
            return .assertions(assertions)
        } catch {
            throw NotesError(error.problem, at: error.location, file: file)
        }
    }
}

extension Assertions {
    fileprivate init(_ node: NotesNode) throws(NotesError) {
        let fields = try node.mapping("the file of assertions", "version", "defaults", "accounts", "assertions")
        let version = try fields.required("version")
        let number = try version.text("'version'")
        guard number == "1" else {
            throw NotesError(.notOneOf(number, what: "the version", choices: ["1"]), at: version.location)
        }
        let defaults = try fields.required("defaults").mapping("'defaults'", "region", "auth")
        self.init(region: try defaults.requiredText("region"))
        let accountsNode = try fields.required("accounts")
        guard case .mapping(let entries) = accountsNode.content else {
            throw accountsNode.wrongType("'accounts'", "a mapping of accounts")
        }
        for entry in entries {
            let account = try entry.value.mapping("an account", "role_arn", "regions")
            accounts.insert(entry.key)
            accountNumbers[entry.key] = try account.text("role_arn").flatMap(Self.account(ofRole:))
        }
        for node in try fields.list("assertions") {
            let assertion = try Assertion(node, accounts)
            if all.contains(where: { $0.id == assertion.id }) {
                throw NotesError(.badValue(of: "'id' of an assertion", why: "\(assertion.id) stands twice"), at: node.location)
            }
            all.append(assertion)
        }
    }

    /// The number of the account that a role is of.
    private static func account(ofRole arn: String) -> String? {
        let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count > 5 && parts[4].count == 12 ? String(parts[4]) : nil
    }
}

extension Assertions.Assertion {
    fileprivate init(_ node: NotesNode, _ accounts: Set<String>) throws(NotesError) {
        let fields = try node.mapping("an assertion", "id", "type", "source", "destination", "protocol", "port")
        func word(_ key: String, _ choices: [String]) throws(NotesError) -> String {
            let value = try fields.required(key)
            let text = try value.text("'\(key)' of an assertion")
            guard choices.contains(text) else {
                throw NotesError(.notOneOf(text, what: "'\(key)' of an assertion", choices: choices), at: value.location)
            }
            return text
        }
        let isAllowed = try word("type", ["allow", "deny"]) == "allow"
        let isUDP = try word("protocol", ["tcp", "udp"]) == "udp"
        let portNode = try fields.required("port")
        let portText = try portNode.text("'port' of an assertion")
        guard let port = Int(portText), (1...65535).contains(port) else {
            throw NotesError(
                .badValue(of: "'port' of an assertion", why: "it is a number from 1 to 65535"), at: portNode.location)
        }
        self.init(
            id: try fields.requiredText("id"), isAllowed: isAllowed,
            source: try Assertions.Selector(fields.required("source"), accounts),
            destination: try Assertions.Selector(fields.required("destination"), accounts),
            port: isUDP ? "\(port)/udp" : "\(port)", line: node.location.line)
    }
}

extension Assertions.Selector {
    fileprivate init(_ node: NotesNode, _ accounts: Set<String>) throws(NotesError) {
        let fields = try node.mapping("an end of an assertion", "account", "selector")
        let accountNode = try fields.required("account")
        let account = try accountNode.text("'account' of an end")
        guard accounts.contains(account) else {
            throw NotesError(
                .notOneOf(account, what: "'account' of an end", choices: accounts.sorted()), at: accountNode.location)
        }
        let selector = try fields.required("selector")
        let means = try selector.mapping("a selector", "resource_id", "arn", "tags")
        var given: [Assertions.Means] = []
        if let id = try means.text("resource_id") { given.append(.id(id)) }
        if let arn = try means.text("arn") { given.append(.arn(arn)) }
        if let node = means["tags"] {
            guard case .mapping(let entries) = node.content, !entries.isEmpty else {
                throw node.wrongType("'tags' of a selector", "a mapping of tags")
            }
            var tags: [Assertions.Tag] = []
            for entry in entries { tags.append(Assertions.Tag(entry.key, try entry.value.text("a tag"))) }
            given.append(.tags(tags))
        }
        guard let only = given.first, given.count == 1 else {
            throw NotesError(
                .badValue(of: "a selector", why: "it has one of resource_id, arn and tags"), at: selector.location)
        }
        self.init(account: account, by: only, line: selector.location.line)
    }
}
