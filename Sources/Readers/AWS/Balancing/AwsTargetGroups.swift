import CoreModel

/// Reads `aws elbv2 describe-target-groups`: `TargetGroups[]`.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/elbv2/describe-target-groups.html#output
enum AwsTargetGroups {
    static func read(_ groups: JSONElements, into collector: inout Collector) throws(JSONFault) {
        for value in groups {
            var group = TargetGroup(id: collector.intern(try value.requiredText("TargetGroupArn")))
            group.name = collector.intern(try value.text("TargetGroupName"))
            if let word = try value.text("TargetType") { group.kind = .init(word: word.string) }
            group.vpc = collector.intern(try value.text("VpcId"))
            group.word = collector.intern(try value.text("Protocol"))
            group.port = try AwsBalancing.port(value, "Port")
            collector.builder.add(group)
        }
    }
}

/// Reads `aws elbv2 describe-target-health`: `TargetHealthDescriptions[]`, all targets of a group that the answer does not name.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/elbv2/describe-target-health.html#output
enum AwsTargetHealth {
    static func read(
        _ targets: JSONElements, of root: JSONValue, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) {
        guard
            let subject = try collector.subject(
                of: root, "TargetGroupArn", ("elbv2", "describe-target-health"), what: "the targets", kind: "target group",
                from: origin)
        else { return }
        var group = TargetGroup(id: subject.id)
        group.targetKnowledge = .complete
        for value in targets {
            let own = try value.required("Target")
            var target = BalancerTarget(
                collector.intern(try own.requiredText("Id")), port: try AwsBalancing.port(own, "Port"))
            target.zone = collector.intern(try own.text("AvailabilityZone"))
            target.health = collector.intern(try value.member("TargetHealth")?.text("State"))
            group.targets.append(target)
        }
        collector.builder.add(group, in: subject.file)
    }
}
