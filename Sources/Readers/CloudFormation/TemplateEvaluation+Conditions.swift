/// Conditions of a template: yes, no, or what decides.
extension TemplateEvaluation {
    /// What a condition of the template comes to; each is evaluated once.
    func condition(named name: String) throws(JSONFault) -> Outcome {
        if let outcome = known[name] { return outcome }
        guard let tree = conditions[name] else { return .open("condition \(name), which the template does not have") }
        if let lookups = beingEvaluated[name] {
            guard work.lookups > lookups else {
                throw JSONFault(told: "$.Conditions.\(name)", problem: .badValue("refers to itself"))
            }
            // What it asks for by name is there only if it says so.
            work.circles += 1
            return .open("condition \(name)")
        }
        beingEvaluated[name] = work.lookups
        var outcome = try condition(tree, depth: 0)
        if case .open = outcome { outcome = .open("condition \(name)") }
        beingEvaluated[name] = nil
        known[name] = outcome
        return outcome
    }

    func condition(_ tree: Tree, depth: Int) throws(JSONFault) -> Outcome {
        try spend(1)
        let members = tree.members
        guard depth < Self.deepest, members.count == 1 else { return .open("a malformed condition") }
        let argument = members[0].value
        switch members[0].key {
        case "Condition": return try condition(named: argument.string ?? "")
        case "Fn::Equals":
            guard argument.elements.count == 2, let left = try value(argument.elements[0]),
                let right = try value(argument.elements[1])
            else { return .open("a malformed Fn::Equals") }
            if let unknown = left.unknown ?? right.unknown { return left == right ? .yes : .open(unknown.name) }
            if let one = left.scalar, let other = right.scalar { return one == other ? .yes : .no }
            return left == right ? .yes : .no
        case "Fn::Not":
            guard let only = argument.elements.first else { return .open("a malformed Fn::Not") }
            switch try condition(only, depth: depth + 1) {
            case .yes: return .no
            case .no: return .yes
            case .open(let reason): return .open(reason)
            }
        case "Fn::And", "Fn::Or":
            let decisive: Outcome = members[0].key == "Fn::And" ? .no : .yes
            var open: Outcome?
            for part in argument.elements {
                let outcome = try condition(part, depth: depth + 1)
                if outcome == decisive { return decisive }
                if case .open = outcome { open = open ?? outcome }
            }
            return open ?? (decisive == .no ? .yes : .no)
        default: return .open(members[0].key)
        }
    }
}
