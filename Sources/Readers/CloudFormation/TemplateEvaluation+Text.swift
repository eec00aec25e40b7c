import CoreModel

/// Texts that are put together of what is known and what is not.
extension TemplateEvaluation {
    func substitute(_ argument: Tree) throws(JSONFault) -> Tree? {
        var own: [String: Tree] = [:]
        var template = argument
        if case .list(let parts) = argument, parts.count == 2 {
            template = parts[0]
            for member in parts[1].members { own[member.key] = try value(member.value) ?? .text("") }
        }
        guard let text = template.string else { return open("a malformed Fn::Sub") }
        var pieces: [Tree] = []
        var rest = Substring(text)
        while let start = rest.firstRange(of: "${") {
            pieces.append(.text(String(rest[..<start.lowerBound])))
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else { break }
            let name = rest[start.upperBound..<end].trimmed
            rest = rest[rest.index(after: end)...]
            try spend(1 + rest.utf8.count / 64)
            if name.hasPrefix("!") {
                pieces.append(.text("${\(name.dropFirst())}"))
            } else if let value = own[name] {
                pieces.append(value)
            } else {
                let found = name.contains(".") ? try attribute(.text(name)) : try reference(name)
                pieces.append(found ?? .text(""))
            }
        }
        pieces.append(.text(String(rest)))
        return try self.text(of: pieces)
    }

    /// Pieces as one text; what is open stays a placeholder in it.
    func text(of pieces: [Tree]) throws(JSONFault) -> Tree {
        let told = pieces.filter { $0.string != "" }
        if told.count == 1, told[0].unknown != nil { return told[0] }
        var result = ""
        var reasons: [String] = []
        for piece in pieces {
            let text = piece.scalar ?? piece.unknown.map { $0.partial ?? "${\($0.name)}" } ?? ""
            try spend(1 + (text.utf8.count + (piece.unknown?.name.utf8.count ?? 0)) / 16)
            if piece.scalar == nil, piece.unknown == nil, piece != .null { reasons.append("a list within a text") }
            if let unknown = piece.unknown, reasons.last != unknown.name { reasons.append(unknown.name) }
            result += text
        }
        if reasons.isEmpty { return .text(result) }
        return .unknown(Tree.Unknown(name: reasons.distinct().joined(separator: " and "), partial: result))
    }
}
