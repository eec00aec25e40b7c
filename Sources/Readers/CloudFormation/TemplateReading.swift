import CoreModel
import Text

/// Reads the resources of all stacks as one source.
struct TemplateReading {
    private let system: TemplateSystem
    private var resources: [[CloudFormationResource]] = []

    init(_ system: TemplateSystem) { self.system = system }

    mutating func read(into collector: inout Collector) throws(ReadError) {
        for stack in system.stacks { resources.append(try told(stack) { () throws(JSONFault) in try own(stack) }) }
        let context = CloudFormationContext(resources.flatMap { $0 }, listed: collector.builder.defaultGroups())
        try settleOwners(context)
        let egress = CloudFormationEgress(resources.flatMap { $0 }, context)
        var parts: [RewrittenResource.Part] = []
        for (place, stack) in system.stacks.enumerated() {
            let rewritten = try told(stack) { () throws(JSONFault) in
                var all: [RewrittenResource] = []
                for resource in resources[place] { all += try egress.added(to: resource).rewritten(in: context) }
                return all
            }
            parts.append(RewrittenResource.Part(origin: stack.file.origin, resources: rewritten))
            try note(stack, rewritten, &collector)
        }
        // A name with a stack's in front is no name of another account's group.
        for resource in resources.joined() where resource.logicalID.contains("/") {
            _ = collector.builder.group(id: collector.builder.intern(resource.logicalID))
        }
        try RewrittenResource.read(parts, into: &collector)
        for resource in resources.joined() {
            CloudFormationOwner.add(resource, context, into: &collector)
            if let open = resource.properties["VpcId"]?.unknown {
                collector.builder.noteUnknownVpc(collector.builder.intern(open.partial ?? ""))
            }
        }
        describe(context, &collector)
    }

    /// Adds the VPCs of default groups that rules or interfaces name, and where manifests say that stacks go to.
    private func describe(_ context: CloudFormationContext, _ collector: inout Collector) {
        for vpc in context.vpcs {
            let id = "\(vpc).DefaultSecurityGroup"
            guard collector.builder.knows(group: id) else { continue }
            var group = Group(id: collector.builder.intern(id))
            group.vpc = collector.builder.intern(vpc)
            collector.builder.describe(group)
        }
        for (stack, own) in zip(system.stacks, resources) {
            let owner = collector.intern(stack.environment.account)
            let region = collector.intern(stack.environment.region)
            if owner.isNone, region.isNone { continue }
            for resource in own where resource.type == "AWS::EC2::SecurityGroup" || resource.type == "AWS::EC2::VPC" {
                let id = collector.builder.intern(resource.logicalID)
                if resource.type == "AWS::EC2::VPC" {
                    var vpc = Vpc(id: id)
                    vpc.owner = owner
                    vpc.region = region
                    collector.builder.add(vpc)
                } else {
                    var group = Group(id: id)
                    group.owner = owner
                    group.region = region
                    collector.builder.describe(group)
                }
            }
        }
    }

    private func told<Value>(_ stack: TemplateStack, _ work: () throws(JSONFault) -> Value) throws(ReadError) -> Value {
        do {
            return try work()
        } catch {
            throw ReadError(error, in: stack.file)
        }
    }

    /// The resources of a stack with their properties, without those that are not made.
    private func own(_ stack: TemplateStack) throws(JSONFault) -> [CloudFormationResource] {
        var doubtOfAll: String?
        switch try stack.outcome() {
        case .no: return []
        case .yes: break
        case .open(let reason): doubtOfAll = reason
        }
        let evaluation = try stack.evaluation()
        var makers = TemplateMaker.all(stack.file.root, resources: evaluation.resources)
        var result: [CloudFormationResource] = []
        for member in evaluation.resources {
            guard let type = member.value["Type"]?.string, CloudFormationResource.hasID(type) else { continue }
            let properties = member.value["Properties"] ?? .object([])
            if let maker = TemplateMaker(ruleResource: member.key, type, properties) {
                makers.append(maker)
                continue
            }
            var doubt = doubtOfAll
            if let name = member.value["Condition"]?.string {
                switch try evaluation.condition(named: name) {
                case .no: continue
                case .yes: break
                case .open(let reason): doubt = reason
                }
            }
            result.append(
                CloudFormationResource(
                    logicalID: stack.id(of: member.key), type: type, properties: try evaluation.properties(properties),
                    doubt: doubt))
        }
        return result.map { TemplateMaker.open($0, makers) }
    }

    /// Gives rules whose groups are not settled to what they name, and in doubt to every group that this may be.
    ///
    /// A value of another stack is no group of the stack that names it, which has to stand before this one is made.
    private mutating func settleOwners(_ context: CloudFormationContext) throws(ReadError) {
        var groups: [(id: String, stack: TemplateStack)] = []
        for (stack, own) in zip(system.stacks, resources) {
            groups += own.filter { $0.type == "AWS::EC2::SecurityGroup" }.map { ($0.logicalID, stack) }
        }
        for (place, stack) in system.stacks.enumerated() {
            var settled: [CloudFormationResource] = []
            for resource in resources[place] {
                guard ["AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress"].contains(resource.type),
                    var unknown = resource.owner(context)?.unknown
                else {
                    settled.append(resource)
                    continue
                }
                if unknown.candidates.isEmpty {
                    unknown.candidates = try told(stack) { () throws(JSONFault) in
                        try system.candidates(unknown, for: stack, among: groups)
                    }
                }
                var certain = resource
                certain.properties = resource.properties.setting("GroupId", .text(unknown.name))
                settled.append(certain)
                if unknown.candidates.isEmpty { continue }
                let count = unknown.candidates.count
                try told(stack) { () throws(JSONFault) in try stack.evaluation().spend(count) }
                var perhaps = resource
                perhaps.properties = resource.properties.setting("GroupId", .unknown(unknown))
                settled.append(perhaps)
            }
            resources[place] = settled
        }
    }

    private func note(
        _ stack: TemplateStack, _ rewritten: [RewrittenResource], _ collector: inout Collector
    ) throws(ReadError) {
        let file = stack.file.origin.file
        let left = try told(stack) { () throws(JSONFault) in try stack.evaluation().resources }
        if left.contains(where: { $0.key.hasPrefix("Fn::ForEach") || $0.key.hasPrefix("Fn::Transform") }) {
            collector.builder.note("\(file) makes resources with Fn::ForEach or Fn::Transform: they are not read")
        }
        let open = Set(rewritten.flatMap(\.values.openNames)).sorted()
        if open.isEmpty { return }
        let names = TextList.few(open, limit: 6, shown: 6)
        collector.builder.note("\(file) leaves open: \(names) (--parameter KEY=VALUE settles a parameter)")
    }
}
