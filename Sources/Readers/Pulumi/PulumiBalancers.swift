/// Load balancers of the AWS provider, whose modules were renamed, with what registers targets.
///
/// Source: https://www.pulumi.com/registry/packages/aws/api-docs/lb/
extension PulumiResource {
    /// The types under each of their names.
    static let balancerTypes: [String: TerraformType] = {
        var types: [String: TerraformType] = [
            "aws:autoscaling/group:Group": .scalingGroup, "aws:autoscaling/attachment:Attachment": .scalingAttachment,
            "aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment": .scalingSource,
            "aws:ecs/service:Service": .service,
        ]
        for module in ["lb", "alb", "elasticloadbalancingv2", "applicationloadbalancing"] {
            types["aws:\(module)/loadBalancer:LoadBalancer"] = .loadBalancer
            types["aws:\(module)/listener:Listener"] = .listener
            types["aws:\(module)/listenerRule:ListenerRule"] = .listenerRule
            types["aws:\(module)/targetGroup:TargetGroup"] = .targetGroup
            types["aws:\(module)/targetGroupAttachment:TargetGroupAttachment"] = .targetAttachment
        }
        for module in ["elb", "elasticloadbalancing"] {
            types["aws:\(module)/loadBalancer:LoadBalancer"] = .classicLoadBalancer
            types["aws:\(module)/attachment:Attachment"] = .classicAttachment
        }
        return types
    }()
}
