import CoreModel

/// Reads a Pulumi stack: `pulumi stack export`, the checkpoint of a self-managed backend, or `pulumi preview --json`.
///
/// Resources of the AWS provider are Terraform's under other names; those of aws-native are CloudFormation's.
///
/// Source: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/core.go (DeploymentV3, CheckpointV3, ResourceV3)
enum PulumiStack {
    static func matches(_ root: JSONValue) -> Bool {
        root.has("version") && (root.has("deployment") || root.has("checkpoint")) || isPreview(root)
    }

    private static func isPreview(_ root: JSONValue) -> Bool {
        guard let steps = try? root.elements("steps"), let first = steps.first else { return false }
        return first.has("op") && first.has("urn")
    }

    static func read(_ root: JSONValue, from origin: Origin, into collector: inout Collector) throws(JSONFault) {
        var states: [JSONValue] = []
        let isPreview = isPreview(root)
        if isPreview {
            states = try planned(root, collector.options.planSide)
            if collector.options.planSide == .after {
                let old = try planned(root, .before)
                collector.builder.forget(resources: old.compactMap { (try? $0.text("id"))??.string })
            }
            collector.plans.append(origin.file)
            let what = collector.options.planSide == .after ? "will stand after it" : "stands before it"
            collector.builder.note(
                "\(origin.file) is a Pulumi preview: what \(what) was read; it tells only what changes unless made with --show-sames"
            )
        } else {
            let version = try root.required("version")
            guard [3, 4].contains(try version.integer()) else {
                throw version.fault(.badValue("is not 3 or 4; export the stack with a current pulumi"))
            }
            var deployment = try root.member("deployment")
            if deployment == nil { deployment = try root.member("checkpoint")?.member("latest") }
            if let deployment {
                states = Array(try deployment.elements("resources"))
                let pending = Array(try deployment.elements("pending_operations")).count
                if pending > 0 {
                    collector.builder.note(
                        "\(origin.file) has \(pending == 1 ? "1 pending operation" : "\(pending) pending operations"): "
                            + "what an interrupted run began is not in it")
                }
            }
        }
        var resources: [RewrittenResource] = []
        var natives: [CloudFormationResource] = []
        let stack = try PulumiReferences(states)
        for state in states {
            // What was replaced and is about to go is listed beside its successor.
            if try state.member("delete")?.boolean() == true { continue }
            let resource = try PulumiResource(state, stack)
            if let native = try resource.native(isPreview: isPreview) { natives.append(native) }
            if let rewritten = try resource.rewritten(isPreview: isPreview) { resources.append(rewritten) }
        }
        let context = CloudFormationContext(natives, listed: collector.builder.defaultGroups())
        let egress = CloudFormationEgress(natives, context)
        for native in natives { resources += try egress.added(to: native).rewritten(in: context) }
        let isPart = isPreview ? try leavesOut(root) : false
        let lack = isPart ? "what \(origin.file) leaves out, as it does not change" : nil
        try RewrittenResource.read(resources, from: origin, lacking: lack, into: &collector)
        for native in natives { CloudFormationOwner.add(native, context, into: &collector) }
    }

    /// Whether a preview leaves out what does not change: it does unless made with `--show-sames`, and there is none of that in a new stack.
    private static func leavesOut(_ root: JSONValue) throws(JSONFault) -> Bool {
        var isNew = false
        for step in try root.elements("steps") {
            let op = try step.requiredText("op").string
            if op == "same" { return false }
            if op == "create", try step.requiredText("urn").string.contains("::pulumi:pulumi:Stack::") { isNew = true }
        }
        if let summary = try root.member("changeSummary") { return try summary.member("same")?.integer() ?? 0 > 0 }
        return !isNew
    }

    /// The states of a preview's resources before or after it, each once.
    ///
    /// Source: https://github.com/pulumi/pulumi/blob/master/pkg/display/json.go (PreviewDigest)
    private static func planned(_ root: JSONValue, _ side: PlanSide) throws(JSONFault) -> [JSONValue] {
        var order: [String] = []
        var states: [String: JSONValue] = [:]
        for step in try root.elements("steps") {
            let urn = try step.requiredText("urn").string
            let op = try step.requiredText("op").string
            let isGoing = ["delete", "delete-replaced", "discard", "discard-replaced", "remove-pending-replace"].contains(op)
            let state = side == .before ? try step.member("oldState") : isGoing ? nil : try step.member("newState")
            guard let state else { continue }
            if states[urn] == nil { order.append(urn) }
            states[urn] = state
        }
        return order.compactMap { states[$0] }
    }
}

/// The groups of a stack, by their URN: what a property that is not known yet may depend on.
struct PulumiReferences {
    /// The ids, or names where ids are not known yet.
    private(set) var groups: [String: (id: String, isKnown: Bool)] = [:]

    init(_ states: [JSONValue]) throws(JSONFault) {
        for state in states {
            guard let type = PulumiResource.types[try state.text("type")?.string ?? ""], type == .group || type == .defaultGroup,
                let urn = try state.text("urn")?.string
            else { continue }
            let id = PulumiResource.id(try state.text("id")?.string)
            groups[urn] = (id ?? PulumiResource.name(ofURN: urn), id != nil)
        }
    }
}
