import Words

/// Names of rules and groups in code, made of what they are.
enum ExportedName {
    /// Whether a text has something that a name can be made of.
    static func hasLetters(_ text: String) -> Bool { text.contains { $0.isASCII && ($0.isLetter || $0.isNumber) } }
}

extension ExportedRule {
    /// What its name in code is made of: "tcp 443 anywhere", "tcp 5432 chat-dev-ecs-api-sg".
    func words(_ groups: [ExportedGroup]) -> String {
        let peer: String =
            switch self.peer {
            case .exported(let place): groups[place].label
            case .other(let id, let account, _, _): account.map { "\($0) \(id)" } ?? id
            case .prefixList(let id, _): id
            case .network(let network):
                network.isEverything ? (network.version == .v4 ? "anywhere" : "anywhere ipv6") : network.description
            }
        return "\(traffic.text) \(peer)"
    }
}
