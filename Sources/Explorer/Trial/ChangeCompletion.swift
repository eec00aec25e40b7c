import Text
import Trial

/// What the last part of a change can be, as whole lines.
struct ChangeCompletion {
    /// The line with each of what fits, in order.
    let lines: [String]

    /// Words behind which a name begins.
    private static let leads = ["from", "to", "+", "-", "~", "off", "carries"]
    private static let directions = ["in", "out", "ingress", "egress"]

    init(_ text: String, _ model: ExplorerModel, limit: Int = 40) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard let place = words.lastIndex(where: { Self.leads.contains($0.lowercased()) }), place + 1 < words.count,
            !words[(place + 1)...].dropLast().contains(where: { Self.directions.contains($0.lowercased()) })
        else {
            lines = []
            return
        }
        let head = words[...place].joined(separator: " ")
        let typed = words[(place + 1)...].joined(separator: " ").withoutOuterBlanks
        let lead = words[place].lowercased()
        var names = lead == "off" ? model.places(startingWith: typed) : model.ends(startingWith: typed)
        if ["+", "-", "~"].contains(lead) {
            names = names.filter { model.isGroup($0) } + ["acl ", "route "].filter { $0.hasPrefix(typed) && !typed.isEmpty }
        }
        lines = names.prefix(limit).map { "\(head) \($0.hasSuffix(" ") ? $0 : TrialLine.named($0))" }
    }
}

extension ExplorerModel {
    /// Whether a group is called so.
    fileprivate func isGroup(_ name: String) -> Bool { (try? analyzer.resolver.resolve(name))?.kind.group != nil }
}
