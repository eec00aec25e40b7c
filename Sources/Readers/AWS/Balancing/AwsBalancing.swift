import CoreModel

/// Listings of load balancers and of what belongs to them, by the names that answers give their lists.
///
/// Batfish keeps the answers that do not say what they are of in lists of its own: `LoadBalancerListeners`, `LoadBalancerAttributes` and
/// `LoadBalancerTargetHealth`.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/elbv2/
enum AwsBalancing {
    /// A kind of what is listed.
    enum Kind {
        case balancers, classics, listeners, rules, targetGroups
    }

    /// Reads a list by its name; false when it is none of these.
    ///
    /// `root` is the answer that holds it.
    static func read(
        _ key: JSONText, _ value: JSONValue, of root: JSONValue, isCut: Bool, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) -> Bool {
        if "LoadBalancerAttributes" ~= key, value.kind == .object {
            return try AwsBalancerAttributes.read(classic: value, of: root, from: origin, into: &collector)
        }
        guard value.kind == .array else { return false }
        let elements = try value.elements()
        switch key {
        case "TargetHealthDescriptions":
            guard elements.allSatisfy({ $0.has("Target") }) else { return false }
            try AwsTargetHealth.read(elements, of: root, from: origin, into: &collector)
        case "Attributes": return try AwsBalancerAttributes.read(elements, of: root, from: origin, into: &collector)
        case "LoadBalancerListeners", "LoadBalancerAttributes", "LoadBalancerTargetHealth":
            return try read(wrapped: elements, from: origin, into: &collector)
        default:
            guard let kind = kind(key), isListing(kind, elements, of: root, from: origin) else { return false }
            let isPage = try root.text("NextMarker") != nil
            try read(elements, kind, of: root, isWhole: !isCut && !isPage, from: origin, into: &collector)
            if isCut || isPage { collector.noteCut(name(kind), in: origin, mark: isPage ? "NextMarker" : "NextToken") }
            // What they are called is read where other things are that interfaces belong to.
            if [.balancers, .classics].contains(kind) { return try collector.readOwners(key, value) }
        }
        return true
    }

    /// Reads elements without their frame: whoever took them out may have left some out.
    static func read(
        part elements: JSONElements, _ kind: Kind, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) {
        guard let root = elements.first else { return }
        try read(elements, kind, of: root, isWhole: false, from: origin, into: &collector)
    }

    /// The kind of an element of a list without its frame; nil for everything else.
    static func kind(ofElement value: JSONValue) -> Kind? {
        if value.has("LoadBalancerArn"), value.has("AvailabilityZones") { return .balancers }
        if value.has("LoadBalancerName"), value.has("ListenerDescriptions") { return .classics }
        if value.has("ListenerArn"), value.has("DefaultActions") { return .listeners }
        if value.has("RuleArn"), value.has("Actions") { return .rules }
        return value.has("TargetGroupArn") && value.has("TargetGroupName") ? .targetGroups : nil
    }

    private static func kind(_ key: JSONText) -> Kind? {
        switch key {
        case "LoadBalancers": .balancers
        case "LoadBalancerDescriptions": .classics
        case "Listeners": .listeners
        case "Rules": .rules
        case "TargetGroups": .targetGroups
        default: nil
        }
    }

    private static func name(_ kind: Kind) -> String {
        switch kind {
        case .balancers, .classics: "load balancers"
        case .listeners: "listeners"
        case .rules: "rules of listeners"
        case .targetGroups: "target groups"
        }
    }

    /// Whether a list of a name that other tools write too has what only these elements have; of an empty one the call or the file says it.
    private static func isListing(_ kind: Kind, _ elements: JSONElements, of root: JSONValue, from origin: Origin) -> Bool {
        switch kind {
        case .balancers, .classics: return elements.allSatisfy { $0.has("LoadBalancerName") }
        case .listeners:
            if elements.isEmpty { return root.has("LoadBalancerArn") || origin.answers("elbv2", "describe-listeners") }
            return elements.allSatisfy { $0.has("ListenerArn") && ($0.has("LoadBalancerArn") || $0.has("DefaultActions")) }
        case .rules:
            if elements.isEmpty { return origin.answers("elbv2", "describe-rules") }
            return elements.allSatisfy { $0.has("RuleArn") && ($0.has("Actions") || $0.has("IsDefault")) }
        case .targetGroups: return elements.allSatisfy { $0.has("TargetGroupArn") }
        }
    }

    private static func read(
        _ elements: JSONElements, _ kind: Kind, of root: JSONValue, isWhole: Bool, from origin: Origin,
        into collector: inout Collector
    ) throws(JSONFault) {
        switch kind {
        case .balancers: try AwsLoadBalancers.read(elements, into: &collector)
        case .classics: try AwsLoadBalancers.read(classic: elements, from: origin, into: &collector)
        case .listeners: try AwsListeners.read(elements, of: root, isWhole: isWhole, from: origin, into: &collector)
        case .rules: try AwsListenerRules.read(elements, isWhole: isWhole, from: origin, into: &collector)
        case .targetGroups: try AwsTargetGroups.read(elements, into: &collector)
        }
    }

    /// Reads answers that somebody put together, each beside the ARN of what it is of.
    private static func read(
        wrapped elements: JSONElements, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) -> Bool {
        guard elements.allSatisfy({ $0.has("LoadBalancerArn") || $0.has("TargetGroupArn") }) else { return false }
        for element in elements {
            let isCut = try element.text("NextToken") != nil
            for (key, value) in try element.members() {
                _ = try read(key, value, of: element, isCut: isCut, from: origin, into: &collector)
            }
        }
        return true
    }

    /// Says that what was asked of a load balancer or a listener was not told: there may be any of it.
    static func note(missing call: String, of id: String, into collector: inout Collector) {
        switch call {
        case "elbv2 describe-listeners":
            var balancer = LoadBalancer(.unknown, id: collector.builder.intern(id))
            balancer.listenerKnowledge = .partial(.member)
            collector.builder.add(balancer)
        case "elbv2 describe-rules":
            guard let arn = BalancerArn(id)?.balancer else { return }
            var balancer = LoadBalancer(.unknown, id: collector.builder.intern(arn.text))
            var listener = BalancerListener(id: collector.builder.intern(id))
            listener.ruleKnowledge = .partial(.member)
            balancer.listeners = [listener]
            collector.builder.add(balancer)
        default: break
        }
    }

    /// A port; nil where there is none.
    static func port(_ value: JSONValue, _ key: StaticString) throws(JSONFault) -> Int? {
        guard let member = try value.member(key) else { return nil }
        let port = try member.integer()
        guard (0...65535).contains(port) else { throw member.fault(.badValue("is \(port), no port")) }
        return port
    }
}

/// What an answer is of that does not say it.
struct BalancerSubject {
    /// Its ARN; with a file's name the word in it.
    var id: TextID
    /// The file, where only its name says it.
    var file: FileSubject?
}

extension Collector {
    /// What an answer is of: told by what somebody wrapped it in, by a snapshot, or by the file's name, as `describe-target-health.web.json`.
    ///
    /// Where nothing tells it, a sentence says so. `member` is the wrapping's, `what` the answer's content and `kind` what it is of, in words.
    mutating func subject(
        of root: JSONValue, _ member: StaticString, _ call: (service: String, operation: String), what: String, kind: String,
        from origin: Origin
    ) throws(JSONFault) -> BalancerSubject? {
        if let id = try root.text(member) { return BalancerSubject(id: intern(id)) }
        if let subject = origin.subject, BalancerArn(subject) != nil { return BalancerSubject(id: builder.intern(subject)) }
        if let word = origin.subject ?? origin.word(after: call.service, call.operation) {
            let file = FileSubject(file: origin.file, what: what, scope: scope(of: origin))
            return BalancerSubject(id: builder.intern(word), file: file)
        }
        let name = call.service == "elb" ? "elb.\(call.operation)" : call.operation
        builder.note(
            "\(origin.file) has \(what) of a \(kind), of which one? They are not used: put its name into the file's name, as in "
                + "\(name).NAME.json")
        return nil
    }
}

extension Origin {
    /// Whether a document answers a call: a snapshot or the file's name says so.
    func answers(_ service: String, _ operation: String) -> Bool {
        call.map { $0 == "\(service) \(operation)" } ?? name(after: service).hasPrefix(operation)
    }

    /// The word between the call and the ending in a file's name: `web` of `describe-target-health.web.json`; nil where there is none.
    func word(after service: String, _ operation: String) -> String? {
        let parts = name(after: service).split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count > 2, parts[0] == operation, !parts[1].isEmpty else { return nil }
        return String(parts[1])
    }

    /// The file's name without the service before the call.
    private func name(after service: String) -> Substring {
        name.hasPrefix(service + ".") ? name.dropFirst(service.utf8.count + 1) : Substring(name)
    }
}
