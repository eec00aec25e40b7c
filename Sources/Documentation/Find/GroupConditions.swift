import CoreModel

/// What the columns of a list have to say for a group to stand in it: `is:open in>10 vpc=shop`, beside other words.
public struct GroupConditions: Hashable, Sendable {
    /// One of them.
    enum Condition: Hashable, Sendable {
        case isSo(GroupColumn, wanted: Bool)
        case number(GroupColumn, Comparison, Int)
        case text(GroupColumn, wanted: Bool, String)
    }

    enum Comparison: String, CaseIterable, Sendable {
        case atLeast = ">="
        case atMost = "<="
        case isNot = "!="
        case more = ">"
        case less = "<"
        case equal = "="
    }

    /// All of them have to hold.
    let all: [Condition]
    /// The words that are none.
    public let rest: String

    /// Tells conditions from other words; `!` alone stands for `is:!`.
    public init(_ text: String) {
        var all: [Condition] = []
        var rest: [Substring] = []
        for word in text.split(separator: " ") {
            if let condition = Self.condition(String(word)) { all.append(condition) } else { rest.append(word) }
        }
        (self.all, self.rest) = (all, all.isEmpty ? text : rest.joined(separator: " "))
    }

    /// The words that look like one and are none, as no column is called so or has no such value: `is:opne`, `out>many`.
    public var mistyped: [String] {
        rest.split(separator: " ").map(String.init).filter { word in
            let lower = word.lowercased()
            if lower.hasPrefix("is:") || lower.hasPrefix("not:") { return true }
            guard let sign = word.firstRange(of: /[<>=!]=?/) else { return false }
            return GroupColumn(word: String(word[..<sign.lowerBound])) != nil
        }
    }

    /// Whether there are none.
    public var isEmpty: Bool { all.isEmpty }

    /// The columns that they ask for.
    public var columns: [GroupColumn] {
        all.map { condition in
            switch condition {
            case .isSo(let column, _), .number(let column, _, _), .text(let column, _, _): column
            }
        }
    }

    private static func condition(_ word: String) -> Condition? {
        if word == "!" { return .isSo(.marked, wanted: true) }
        for (lead, wanted) in [("is:", true), ("not:", false)] where word.lowercased().hasPrefix(lead) {
            guard let column = GroupColumn(word: String(word.dropFirst(lead.count))), column.isMark else { return nil }
            return .isSo(column, wanted: wanted)
        }
        for comparison in Comparison.allCases {
            guard let sign = word.firstRange(of: comparison.rawValue) else { continue }
            guard let column = GroupColumn(word: String(word[..<sign.lowerBound])) else { return nil }
            let value = String(word[sign.upperBound...])
            if column.isNumber { return Int(value).map { .number(column, comparison, $0) } }
            guard !column.isMark, !value.isEmpty, comparison == .equal || comparison == .isNot else { return nil }
            return .text(column, wanted: comparison == .equal, value.lowercased())
        }
        return nil
    }

    /// Whether a group has what they ask for; nil where that is not worked out yet.
    ///
    /// Names count by a part of them, numbers of rules where all are known.
    public func hold(_ group: GroupIndex, _ facts: GroupFacts) -> Bool? {
        var isUnknown = false
        for condition in all {
            switch condition {
            case .isSo(let column, let wanted):
                guard let isSo = facts.isSo(column, group) else {
                    isUnknown = true
                    continue
                }
                if isSo != wanted { return false }
            case .number(let column, let comparison, let wanted):
                if !comparison.holds(facts.number(column, of: group), wanted) { return false }
            case .text(let column, let wanted, let value):
                if facts.words(column, of: group).contains(where: { $0.lowercased().contains(value) }) != wanted { return false }
            }
        }
        return isUnknown ? nil : true
    }
}

extension GroupConditions.Comparison {
    fileprivate func holds(_ value: Int, _ wanted: Int) -> Bool {
        switch self {
        case .atLeast: value >= wanted
        case .atMost: value <= wanted
        case .isNot: value != wanted
        case .more: value > wanted
        case .less: value < wanted
        case .equal: value == wanted
        }
    }
}
