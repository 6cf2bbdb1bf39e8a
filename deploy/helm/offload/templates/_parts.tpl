{{- /* The parts of deploy/k8s, put together as kustomize does. A test compares both. */ -}}

{{- /* The text of a file of deploy/k8s, for this namespace and host. */ -}}
{{- define "offload.yaml" -}}
{{- $text := .root.Files.Get (printf "k8s/%s" .file) -}}
{{- if not $text }}{{ fail (printf "k8s/%s is missing from the chart" .file) }}{{ end -}}
{{- $text | replace ".offload.svc" (printf ".%s.svc" .root.Release.Namespace) | replace "tasks.example.com" .root.Values.host -}}
{{- end -}}

{{- /* Adds the objects of a file to all. */ -}}
{{- define "offload.file" -}}
{{- $all := .all -}}
{{- range regexSplit "(?m)^---$" (include "offload.yaml" .) -1 -}}
{{- $_ := set $all "objects" (append $all.objects (fromYaml .)) -}}
{{- end -}}
{{- end -}}

{{- /* Adds a service of base/: its files, its settings, and what its kustomization changes. */ -}}
{{- define "offload.service" -}}
{{- $root := .root -}}
{{- $folder := printf "base/%s" .name -}}
{{- $own := dict "objects" list -}}
{{- $kustomization := include "offload.yaml" (dict "root" $root "file" (printf "%s/kustomization.yaml" $folder)) | fromYaml -}}
{{- range $kustomization.resources -}}
{{- if hasSuffix ".yaml" . -}}
{{- include "offload.file" (dict "root" $root "file" (printf "%s/%s" $folder .) "all" $own) -}}
{{- else -}}
{{- $shared := clean (printf "%s/%s" $folder .) -}}
{{- range (include "offload.yaml" (dict "root" $root "file" (printf "%s/kustomization.yaml" $shared)) | fromYaml).resources -}}
{{- include "offload.file" (dict "root" $root "file" (printf "%s/%s" $shared .) "all" $own) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $settings := include "offload.settings" (dict "root" $root "folder" $folder "service" (index $root.Values.services .name)) -}}
{{- $map := dict "apiVersion" "v1" "kind" "ConfigMap" "metadata" (dict "name" (first $kustomization.configMapGenerator).name) "data" (dict "application.properties" $settings) -}}
{{- $_ := set $own "objects" (append $own.objects $map) -}}
{{- $labels := dict -}}{{- range $kustomization.labels -}}{{- $labels = .pairs -}}{{- end -}}
{{- range $own.objects -}}
{{- $_ := set .metadata "name" (printf "%s%s" .metadata.name ($kustomization.nameSuffix | default "")) -}}
{{- if $labels -}}{{- $_ := set .metadata "labels" (merge (deepCopy $labels) (.metadata.labels | default dict)) -}}{{- end -}}
{{- end -}}
{{- range $own.objects -}}
{{- if has .kind (list "Deployment" "StatefulSet") -}}
{{- $_ := set .spec.selector "matchLabels" (merge (deepCopy $labels) .spec.selector.matchLabels) -}}
{{- $_ := set .spec.template.metadata "labels" (merge (deepCopy $labels) .spec.template.metadata.labels) -}}
{{- $_ := set .spec.template.metadata "annotations" (dict "offload.dev/settings" (sha256sum $settings)) -}}
{{- range .spec.template.spec.volumes -}}{{- if .configMap -}}{{- $_ := set .configMap "name" $map.metadata.name -}}{{- end -}}{{- end -}}
{{- $workload := . -}}
{{- range $kustomization.patches -}}
{{- include "offload.operations" (dict "object" $workload "operations" (fromYamlArray .patch)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $_ := set .all "objects" (concat .all.objects $own.objects) -}}
{{- end -}}

{{- /* A service's application.properties: that of base/, and what the values add. */ -}}
{{- define "offload.settings" -}}
{{- .root.Files.Get (printf "k8s/%s/application.properties" .folder) -}}
{{- range $name, $value := .service.settings }}
{{ $name }}={{ $value }}
{{- end -}}
{{- end -}}

{{- /* Adds a component: its files, its ConfigMaps, and what it changes of the others. */ -}}
{{- define "offload.component" -}}
{{- $root := .root -}}{{- $all := .all -}}
{{- $folder := printf "components/%s" .name -}}
{{- $kustomization := include "offload.yaml" (dict "root" $root "file" (printf "%s/kustomization.yaml" $folder)) | fromYaml -}}
{{- range $kustomization.resources -}}
{{- include "offload.file" (dict "root" $root "file" (printf "%s/%s" $folder .) "all" $all) -}}
{{- end -}}
{{- range $kustomization.configMapGenerator -}}
{{- $data := dict -}}
{{- range .literals -}}
{{- $pair := splitn "=" 2 . -}}{{- $_ := set $data $pair._0 $pair._1 -}}
{{- end -}}
{{- $_ := set $all "objects" (append $all.objects (dict "apiVersion" "v1" "kind" "ConfigMap" "metadata" (dict "name" .name) "data" $data)) -}}
{{- end -}}
{{- range $kustomization.patches -}}
{{- $operations := include "offload.yaml" (dict "root" $root "file" (printf "%s/%s" $folder .path)) | fromYamlArray -}}
{{- include "offload.patch" (dict "all" $all "target" .target "operations" $operations) -}}
{{- end -}}
{{- end -}}

{{- /* Applies operations to each object that is a target. */ -}}
{{- define "offload.patch" -}}
{{- $target := .target -}}{{- $operations := .operations -}}
{{- $label := splitn "=" 2 ($target.labelSelector | default "") -}}
{{- range .all.objects -}}
{{- $labels := .metadata.labels | default dict -}}
{{- if and (eq .kind $target.kind) (or (not $target.name) (eq .metadata.name $target.name)) (or (not $target.labelSelector) (eq (get $labels $label._0) $label._1)) -}}
{{- include "offload.operations" (dict "object" . "operations" (deepCopy $operations)) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* JSON Patch (RFC 6902): add, replace and remove members, and add to the end of a list. */ -}}
{{- define "offload.operations" -}}
{{- $object := .object -}}
{{- range .operations -}}
{{- $names := splitList "/" (trimPrefix "/" .path) -}}
{{- $at := $object -}}{{- $parent := dict -}}{{- $name := "" -}}
{{- range initial $names -}}
{{- $parent = $at -}}{{- $name = replace "~1" "/" . -}}
{{- if kindIs "slice" $at -}}{{- $at = index $at (int .) -}}{{- else -}}{{- $at = get $at $name -}}{{- end -}}
{{- end -}}
{{- $last := last $names | replace "~1" "/" -}}
{{- if and (kindIs "slice" $at) (eq $last "-") -}}{{- $_ := set $parent $name (append $at .value) -}}
{{- else if not (kindIs "map" $at) -}}{{- fail (printf "%s can't be changed: %s is no object" .path $name) -}}
{{- else if eq .op "remove" -}}{{- $_ := unset $at $last -}}
{{- else -}}{{- $_ := set $at $last .value -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* What the values change: environment variables, services, and what patches name. */ -}}
{{- define "offload.values" -}}
{{- $root := .root -}}{{- $all := .all -}}
{{- range $name, $variables := $root.Values.environment -}}
{{- $map := dict -}}
{{- range $all.objects -}}{{- if and (eq .kind "ConfigMap") (eq .metadata.name $name) -}}{{- $map = . -}}{{- end -}}{{- end -}}
{{- if not $map -}}
{{- $map = dict "apiVersion" "v1" "kind" "ConfigMap" "metadata" (dict "name" $name) "data" dict -}}
{{- $_ := set $all "objects" (append $all.objects $map) -}}
{{- end -}}
{{- $_ := mergeOverwrite $map.data ($variables | default dict) -}}
{{- end -}}
{{- $shared := list -}}
{{- range $all.objects -}}{{- if and (eq .kind "ConfigMap") (not (hasKey .data "application.properties")) -}}{{- $shared = append $shared . -}}{{- end -}}{{- end -}}
{{- range $all.objects -}}
{{- if has .kind (list "Deployment" "StatefulSet") -}}
{{- include "offload.workload" (dict "root" $root "object" . "shared" (toJson $shared)) -}}
{{- end -}}
{{- end -}}
{{- range $root.Values.patches -}}
{{- include "offload.patch" (dict "all" $all "target" .target "operations" .operations) -}}
{{- end -}}
{{- end -}}

{{- /* What the values say of one service. Its pods are replaced when a setting or a shared variable changes. */ -}}
{{- define "offload.workload" -}}
{{- $images := .root.Values.images -}}
{{- $service := index .root.Values.services (trimPrefix "offload-" .object.metadata.name) -}}
{{- $template := .object.spec.template -}}
{{- $container := first $template.spec.containers -}}
{{- $registry := empty $images.registry | ternary "" (printf "%s/" $images.registry) -}}
{{- $_ := set $container "image" (printf "%s%s:%s" $registry $container.image $images.tag) -}}
{{- $_ := set $container "resources" (mergeOverwrite $container.resources ($service.resources | default dict)) -}}
{{- range $name, $value := $service.env -}}
{{- $_ := set $container "env" (append ($container.env | default list) (dict "name" $name "value" (toString $value))) -}}
{{- end -}}
{{- $_ := mergeOverwrite $template.spec ($service.pod | default dict) -}}
{{- $_ := set $template.metadata.annotations "offload.dev/environment" (sha256sum .shared) -}}
{{- if hasKey $service "replicas" -}}{{- $_ := set .object.spec "replicas" $service.replicas -}}{{- end -}}
{{- end -}}
