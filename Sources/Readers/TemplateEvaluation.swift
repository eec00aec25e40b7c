/// Evaluates the intrinsic functions of a CloudFormation template.
///
/// Work is bounded: a template whose references run in a circle or multiply ends in an error.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
struct TemplateEvaluation {
    /// What a condition comes to.
    enum Outcome: Hashable {
        case yes, no
        /// What decides, which the template does not settle.
        case open(String)
    }

    private let parameters: [String: Tree]
    private let mappings: [String: [String: [String: Tree]]]
    private let conditions: [String: Tree]
    private let resources: [String: Tree]
    private var known: [String: Outcome] = [:]
    private var beingEvaluated: Set<String> = []
    private var depth = 0
    /// How many values may still be made; sixteen bytes of text count as one.
    private var budget: Int

    private static let deepest = 200

    /// Makes one for a template of about so many values.
    ///
    /// Every value is evaluated where it stands, and once more where an attribute of another resource is named.
    init(_ root: Tree, values: Int, parameters given: [String: String]) {
        budget = 100_000 + 4 * values
        mappings = Self.dictionary(root["Mappings"]).mapValues { Self.dictionary($0).mapValues { Self.dictionary($0) } }
        conditions = Self.dictionary(root["Conditions"])
        resources = Self.dictionary(root["Resources"])
        var values = Self.dictionary(root["Parameters"]).mapValues { Self.value(of: $0, given: nil) }
        for (name, declaration) in Self.dictionary(root["Parameters"]) {
            if let text = given[name] { values[name] = Self.value(of: declaration, given: text) }
        }
        for name in ["AWS::Region", "AWS::AccountId", "AWS::StackName", "AWS::Partition", "AWS::StackId", "AWS::URLSuffix"] {
            if let text = given[name] { values[name] = .text(text) }
        }
        parameters = values.mapValues { $0 }
    }

    private static func dictionary(_ tree: Tree?) -> [String: Tree] {
        Dictionary((tree?.members ?? []).map { ($0.key, $0.value) }) { $1 }
    }

    /// The value of a parameter; null where it has none.
    ///
    /// Values from the Parameter Store are not in the template.
    private static func value(of declaration: Tree, given: String?) -> Tree {
        let type = declaration["Type"]?.string ?? "String"
        if given == nil, type.hasPrefix("AWS::SSM::Parameter::Value") { return .null }
        guard let text = given ?? declaration["Default"]?.scalar else { return .null }
        guard type == "CommaDelimitedList" || type.contains("List<") else { return .text(text) }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        return .list(text.isEmpty ? [] : parts.map { .text(String($0.trimmingSpaces)) })
    }

    // MARK: Values

    /// The properties of a resource; a list of rules tells of each rule what decides about it.
    mutating func properties(_ tree: Tree) throws(JSONFault) -> Tree {
        var result: [TreeMember] = []
        for member in tree.members {
            let isRuleList = member.key == "SecurityGroupIngress" || member.key == "SecurityGroupEgress"
            let value = isRuleList ? Tree.list(try rules(member.value, doubt: nil)) : try value(member.value)
            if let value { result.append(TreeMember(member.key, value)) }
        }
        return .object(result)
    }

    /// The rules of a list, those of both branches where a condition is open.
    private mutating func rules(_ tree: Tree, doubt: String?) throws(JSONFault) -> [Tree] {
        try spend(1)
        if case .list(let elements) = tree {
            var result: [Tree] = []
            for element in elements { result += try rules(element, doubt: doubt) }
            return result
        }
        if let (function, argument) = Self.function(tree), function == "Fn::If" {
            let parts = argument.elements
            guard parts.count == 3, let name = parts[0].string else { return [.unknown(.init(name: "a malformed Fn::If"))] }
            switch try condition(named: name) {
            case .yes: return try rules(parts[1], doubt: doubt)
            case .no: return try rules(parts[2], doubt: doubt)
            case .open(let reason):
                let reasons = doubt.map { $0 == reason ? $0 : "\($0) and \(reason)" } ?? reason
                try spend(reasons.utf8.count / 16)
                return try rules(parts[1], doubt: reasons) + rules(parts[2], doubt: reasons)
            }
        }
        guard let value = try value(tree) else { return [] }
        if case .list(let elements) = value { return elements }
        guard let doubt, value.unknown == nil else { return [value] }
        try spend(doubt.utf8.count / 16)
        return [value.setting(TreeJSON.doubtKey.description, .text(doubt))]
    }

    /// A value with every function evaluated; nil for AWS::NoValue.
    mutating func value(_ tree: Tree) throws(JSONFault) -> Tree? {
        try spend(1)
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.deepest else {
            throw JSONFault(told: "the template", problem: .badValue("has references that run in a circle, or too deep"))
        }
        switch tree {
        case .list(let elements):
            var result: [Tree] = []
            for element in elements { if let value = try value(element) { result.append(value) } }
            return .list(result)
        case .object(let members):
            if let (function, argument) = Self.function(tree) {
                let result = try call(function, argument)
                try spend(result.map(Self.weight) ?? 0)
                return result
            }
            // A function among other members, such as a transformation, may add any.
            if let function = TemplateMaker.function(tree) { return open(function) }
            var result: [TreeMember] = []
            for member in members {
                if let value = try value(member.value) { result.append(TreeMember(member.key, value)) }
            }
            return .object(result)
        case .text(let text):
            try spend(text.utf8.count / 16)
            return tree
        default: return tree
        }
    }

    /// What a result costs that may stand somewhere else too, as a parameter's value does.
    private static func weight(_ tree: Tree) -> Int {
        switch tree {
        case .text(let text): text.utf8.count / 16
        case .list(let elements): elements.reduce(0) { $0 + 1 + ($1.string?.utf8.count ?? 0) / 16 }
        default: 0
        }
    }

    /// The function that an object with one member calls.
    private static func function(_ tree: Tree) -> (String, Tree)? {
        let members = tree.members
        guard members.count == 1, members[0].key == "Ref" || members[0].key.hasPrefix("Fn::") else { return nil }
        return (members[0].key, members[0].value)
    }

    private mutating func call(_ function: String, _ argument: Tree) throws(JSONFault) -> Tree? {
        switch function {
        case "Ref": return reference(argument.string ?? "")
        case "Fn::GetAtt": return try attribute(argument)
        case "Fn::If":
            let parts = argument.elements
            guard parts.count == 3, let name = parts[0].string else { return open("a malformed Fn::If") }
            switch try condition(named: name) {
            case .yes: return try value(parts[1])
            case .no: return try value(parts[2])
            case .open(let reason):
                let (first, second) = (try value(parts[1]), try value(parts[2]))
                return first == second ? first : open(reason)
            }
        case "Fn::Join":
            let parts = argument.elements
            guard parts.count == 2, let separator = parts[0].scalar, let list = try value(parts[1]) else {
                return open("a malformed Fn::Join")
            }
            if list.unknown != nil { return list }
            return try text(of: Array(list.elements.map { [$0] }.joined(separator: [.text(separator)])))
        case "Fn::Sub": return try substitute(argument)
        case "Fn::Select":
            let parts = argument.elements
            guard parts.count == 2, let index = try value(parts[0]), let list = try value(parts[1]) else {
                return open("a malformed Fn::Select")
            }
            if list.unknown != nil { return list }
            if index.unknown != nil { return index }
            guard let place = index.scalar.flatMap({ Int($0) }), list.elements.indices.contains(place) else {
                return open("a Fn::Select beyond its list")
            }
            return list.elements[place]
        case "Fn::Split":
            let parts = argument.elements
            guard parts.count == 2, let separator = parts[0].scalar, !separator.isEmpty, let text = try value(parts[1]) else {
                return open("a malformed Fn::Split")
            }
            guard let whole = text.scalar else { return text }
            try spend(whole.utf8.count)
            return .list(whole.split(on: separator).map { .text($0) })
        case "Fn::FindInMap":
            let parts = argument.elements
            guard parts.count >= 3 else { return open("a malformed Fn::FindInMap") }
            var keys: [String] = []
            for part in parts.prefix(3) {
                guard let key = try value(part) else { return open("a malformed Fn::FindInMap") }
                if key.unknown != nil { return key }
                keys.append(key.scalar ?? "")
            }
            if let found = mappings[keys[0]]?[keys[1]]?[keys[2]] { return try value(found) }
            if parts.count > 3, let fallback = parts[3]["DefaultValue"] { return try value(fallback) }
            return open("mapping \(keys.joined(separator: "."))")
        case "Fn::ImportValue":
            let name = try value(argument)
            return open("import \(name?.scalar ?? name?.unknown?.partial ?? "of another stack")")
        case "Fn::GetAZs": return open("the availability zones")
        case "Fn::Base64", "Fn::ToJsonString": return try value(argument)
        case "Fn::Length":
            guard let list = try value(argument) else { return .number("0") }
            return list.unknown == nil ? .number("\(list.elements.count)") : list
        default: return open(function)
        }
    }

    private func open(_ name: String, partial: String? = nil) -> Tree {
        return .unknown(Tree.Unknown(name: name, partial: partial ?? "${\(name)}"))
    }

    // MARK: References

    private func reference(_ name: String) -> Tree? {
        if name == "AWS::NoValue" { return nil }
        if let value = parameters[name] {
            if case .null = value { return open("parameter \(name)", partial: "${\(name)}") }
            return value
        }
        if name.hasPrefix("AWS::") { return open(name) }
        // A resource's own id is made up at deploy time: its logical id stands for it.
        guard let resource = resources[name] else { return open("\(name), which the template does not have") }
        if resource["Type"]?.string.map({ CloudFormationResource.types[$0] != nil }) ?? false { return .text(name) }
        return open("resource \(name)", partial: "${\(name)}")
    }

    /// `A.B`, or a list of both.
    private mutating func attribute(_ argument: Tree) throws(JSONFault) -> Tree? {
        var name = ""
        var attribute = ""
        if let text = argument.string, let dot = text.firstIndex(of: ".") {
            name = String(text[..<dot])
            attribute = String(text[text.index(after: dot)...])
        } else if argument.elements.count >= 2 {
            name = argument.elements[0].scalar ?? ""
            guard let second = try value(argument.elements[1]) else { return open("a malformed Fn::GetAtt") }
            if second.unknown != nil { return second }
            attribute = second.scalar ?? ""
        }
        guard let resource = resources[name], let type = resource["Type"]?.string else {
            return open("\(name), which the template does not have")
        }
        switch (type, attribute) {
        case ("AWS::EC2::SecurityGroup", "GroupId"), ("AWS::EC2::SecurityGroup", "Id"), ("AWS::EC2::VPC", "VpcId"),
            ("AWS::EC2::Subnet", "SubnetId"), ("AWS::EC2::PrefixList", "PrefixListId"), ("AWS::EC2::NetworkInterface", "Id"),
            ("AWS::EC2::Instance", "InstanceId"):
            return .text(name)
        case ("AWS::EC2::SecurityGroup", "VpcId"), ("AWS::EC2::VPC", "CidrBlock"), ("AWS::EC2::Subnet", "CidrBlock"),
            ("AWS::EC2::Subnet", "VpcId"), ("AWS::EC2::PrefixList", "PrefixListName"), ("AWS::EC2::Instance", "PrivateIp"),
            ("AWS::ElasticLoadBalancingV2::LoadBalancer", "SecurityGroups"):
            let property = attribute == "PrivateIp" ? "PrivateIpAddress" : attribute
            guard let own = resource["Properties"]?[property] else { return open("\(name).\(attribute)") }
            return try value(own)
        case ("AWS::EC2::VPC", "DefaultSecurityGroup"), ("AWS::EKS::Cluster", "ClusterSecurityGroupId"):
            // A group of its own, which the template does not describe.
            return .text("\(name).\(attribute)")
        default: return open("\(name).\(attribute)")
        }
    }

    // MARK: Text

    private mutating func substitute(_ argument: Tree) throws(JSONFault) -> Tree? {
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
            let name = rest[start.upperBound..<end].trimmingSpaces
            rest = rest[rest.index(after: end)...]
            try spend(1 + rest.utf8.count / 64)
            if name.hasPrefix("!") {
                pieces.append(.text("${\(name.dropFirst())}"))
            } else if let value = own[String(name)] {
                pieces.append(value)
            } else {
                let found = name.contains(".") ? try attribute(.text(String(name))) : reference(String(name))
                pieces.append(found ?? .text(""))
            }
        }
        pieces.append(.text(String(rest)))
        return try self.text(of: pieces)
    }

    /// Pieces as one text; what is open stays a placeholder in it.
    private mutating func text(of pieces: [Tree]) throws(JSONFault) -> Tree {
        var result = ""
        var reasons: [String] = []
        for piece in pieces {
            let text = piece.scalar ?? piece.unknown.map { $0.partial ?? "${\($0.name)}" } ?? ""
            try spend(1 + (text.utf8.count + (piece.unknown?.name.utf8.count ?? 0)) / 16)
            if let unknown = piece.unknown, reasons.last != unknown.name { reasons.append(unknown.name) }
            result += text
        }
        if reasons.isEmpty { return .text(result) }
        return .unknown(Tree.Unknown(name: reasons.distinct.joined(separator: " and "), partial: result))
    }

    private mutating func spend(_ work: Int) throws(JSONFault) {
        budget -= work
        guard budget > 0 else {
            throw JSONFault(told: "the template", problem: .badValue("grows without end when its functions are evaluated"))
        }
    }

    // MARK: Conditions

    /// What a condition of the template comes to; each is evaluated once.
    mutating func condition(named name: String) throws(JSONFault) -> Outcome {
        if let outcome = known[name] { return outcome }
        guard let tree = conditions[name] else { return .open("condition \(name), which the template does not have") }
        guard beingEvaluated.insert(name).inserted else {
            throw JSONFault(told: "$.Conditions.\(name)", problem: .badValue("refers to itself"))
        }
        var outcome = try condition(tree, depth: 0)
        if case .open = outcome { outcome = .open("condition \(name)") }
        beingEvaluated.remove(name)
        known[name] = outcome
        return outcome
    }

    private mutating func condition(_ tree: Tree, depth: Int) throws(JSONFault) -> Outcome {
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

extension StringProtocol {
    /// Without white space at both ends.
    fileprivate var trimmingSpaces: SubSequence {
        let start = drop(while: \.isWhitespace)
        return start.lastIndex { !$0.isWhitespace }.map { start[...$0] } ?? start
    }
}

extension String {
    /// The parts between a separator.
    fileprivate func split(on separator: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let found = rest.firstRange(of: separator) {
            parts.append(String(rest[..<found.lowerBound]))
            rest = rest[found.upperBound...]
        }
        return parts + [String(rest)]
    }
}

extension [String] {
    /// Each once, in order.
    fileprivate var distinct: [String] {
        var seen = Set<String>()
        return filter { seen.insert($0).inserted }
    }
}
