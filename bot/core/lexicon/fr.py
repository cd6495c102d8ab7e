"""French: how its outlets announce, date, delay, end, guess and gossip."""

from types import MappingProxyType

from bot.core.lexicon.spelling import folded
from bot.core.lexicon.table import Effect, Lexicon, Rule, Where

R, F, N, D, X = Effect.RENEWED, Effect.FILM, Effect.NEW_SHOW, Effect.DATED, Effect.NO_PREMIERE
L, C, Z, P, E = Effect.DELAYED, Effect.CANCELLED, Effect.FINAL, Effect.PREMIERED, Effect.FINISHED
TITLE = Where.TITLE

_WORDS = {
    "get": "va_recevoir va_obtenir aura_droit_à aura auront reçoit recevra obtient obtiendra s_offre décroche "
    "va_avoir tient bénéficiera_d",
    "announce": "annonce annoncent dévoile dévoilent confirme confirment officialise",
    "confirmed": "annoncée annoncé confirmée confirmé officielle officiel officialisée officialisé commandée commandé "
    "en_production en_préparation en_chantier en_développement en_route",
    "aux": "est a_été sera enfin déjà officiellement est_officiellement a_été_officiellement est_enfin",
    "a": "une la sa un le son des",
    "new": "nouvelle nouveau nouvel autre",
    "film": "film films ova oav spécial spéciaux long_métrage",
    "films": "film films long_métrage",
    "ovas": "ova oav",
    "specials": "spécial spéciaux",
    "joiners": "et",
    "sequel": "suite",
    "halves": "cour cours partie",
    "season": "saison <season>",
    "premiere": "sortira sort sortent arrive arrivera arrivent débute débutera débutent démarre démarrera commence "
    "commencera revient reviendra diffusée diffusé sera_diffusée sera_diffusé sera_disponible débarque débarquera "
    "lancée prévue prévu "
    "attendue attendu rendez_vous sortiront arriveront débuteront démarreront commenceront reviennent reviendront "
    "seront_diffusés diffusés sera_lancée sera_lancé sera_lancé disponible disponibles fera_ses_débuts "
    "fera_son_retour fait_son_retour verra_le_jour débarquent débarqueront",
    "start_noun": "sortie diffusion lancement date_de_sortie date_de_diffusion première",
    "delayed": "repoussée repoussé repoussent repousse reportée reporté reporte reportent retardée retardé décalée "
    "décalé "
    "report retard reportés reportées repoussés repoussées retardés décalés décalée",
    "suspended": "suspendu suspendue suspendus suspendues interrompu interrompue interrompus en_pause à_l_arrêt "
    "mis_en_pause mise_en_pause",
    # What does it to something else: "repousse un épisode".
    "doing": "repousse repoussent reporte reportent annule annulent suspend suspendent",
    "based": "adapté adaptée basé basée tiré tirée",
    "clip": "trailer teaser visuel vidéo affiche annonce clip",
    "later": "après",
    "anime_nouns": "anime saison série film ova oav spécial suite cour partie adaptation animé <season> <part>",
    "other_nouns": "manga manhwa webtoon roman romans jeu doublage épisode épisodes chapitre chapitres événement "
    "concert "
    "exposition pièce comédie_musicale tome tomes volume blu ray dvd trailer trailers teaser affiche visuel "
    "bande_originale figurine figurines collaboration boutique live_action disque vf coffret vostfr",
}

_RULES = (
    Rule(R, "@get @a? @new? <season>", "aura une <season>"),
    Rule(R, "@get @a? @new saison", "aura une nouvelle saison"),
    Rule(R, "@get @a? @sequel", "aura une suite"),
    Rule(R, "@announce officiellement? @a? @new? <season>", "annonce une <season>"),
    Rule(R, "@announce officiellement? @a? @new saison", "annonce une nouvelle saison"),
    Rule(R, "@announce officiellement? @a? @sequel", "annonce une suite"),
    Rule(R, "^ une? <season> pour", "une <season> pour l anime", TITLE),
    Rule(R, "une @sequel|nouvelle_saison .. pour", "une suite pour l anime", TITLE),
    Rule(R, "une @sequel|nouvelle_saison .. @confirmed", "une suite officiellement commandée"),
    Rule(R, "<season> .. @aux? @confirmed !pour|en|le", "<season> officiellement annoncée"),
    Rule(R, "<season> .. @aux? annoncée|confirmée|officialisée|commandée", "<season> annoncée"),
    Rule(R, ": une <season>", ": une <season>", TITLE),
    Rule(R, "renouvelle|renouvelée|renouvelé|renouvellement .. pour ..? @season", "renouvelé pour une <season>"),
    Rule(R, "revient|reviendra|retour avec|pour @a? <season>", "reviendra avec une <season>"),
    Rule(R, "<season> de|du|d|pour ... @aux @confirmed", "la <season> de l anime <title> est confirmée"),
    Rule(N, "adaptation anime|animée .. @confirmed", "une adaptation anime annoncée"),
    Rule(R, "continuera|se_poursuit|se_poursuivra avec|dans|pour @a? <season>", "se poursuivra avec une <season>"),
    Rule(F, "@get @a? @new? premier? @film", "aura un nouveau film"),
    Rule(F, "@announce|@confirmed officiellement? @a? @new? @film", "annonce un film"),
    Rule(F, "revient|reviendra avec|dans @a? @new? @film", "reviendra avec un film"),
    Rule(F, "@film .. @aux? @confirmed", "un film d animation annoncé"),
    Rule(N, "@announce|@confirmed .. anime <quote>", "annonce un anime <quote>"),
    Rule(N, "@get @a? @new? .. anime|adaptation_animée", "aura un anime"),
    Rule(N, "adapté|adaptée|adaptés .. en anime|série_animée|animé !par|des", "adapté bientôt en anime"),
    Rule(N, "va|vont devenir un? anime|animé", "va devenir un anime"),
    Rule(N, "devient|deviendra un anime|animé", "devient un anime"),
    Rule(N, "anime|animé officialisé|annoncé|confirmé $", "l'anime officialisé", TITLE),
    Rule(N, "anime ..? <title> est|a_été @confirmed", "l'anime <title> est annoncé", TITLE),
    Rule(N, "adapté|adaptée|adaptation en anime|série_animée !par", "adapté en anime"),
    Rule(N, "@announce|@confirmed @a? .. adaptation .. anime", "annonce une adaptation en anime"),
    Rule(D, "@premiere ... <date>", "sortira le <date>"),
    Rule(D, "@start_noun :|pour|en|le|sera|est? .. :? <date>", "date de sortie : <date>"),
    Rule(D, "@start_noun ... <season> : <date>", "date de sortie de la <season> : <date>"),
    Rule(D, "@film de|du|d|: ..? <title> @premiere ... <date>", "le film de <title> sort le <date>"),
    Rule(D, "<date> .. @start_noun", "<date> la sortie"),
    Rule(D, "@season .. en|pour|au|à|le|: <date>", "<season> en <date>"),
    Rule(D, "@confirmed|@announce .. pour|en|au <date>", "annoncée pour <date>"),
    Rule(D, "@film .. en|pour|au|le <date>", "nouveau film en <date>"),
    Rule(D, "@delayed ... à|au|en|jusqu .. <date>", "reportée à <date>"),
    Rule(X, "probablement|peut_être|pourrait ... <date>", "sortira probablement en <date>", Where.SUMMARY),
    Rule(X, "annoncée|annoncé|révélée|confirmée en|le|au <date>", "annoncée en <date>", Where.SUMMARY),
    Rule(X, "@other_nouns ... @premiere ... <date>", "la vf arrive le <date>"),
    Rule(X, "@premiere .. en_streaming ... <date>", "arrive en streaming en <date>"),
    Rule(X, "était|étaient|été|initialement prévue|prévu|programmée|programmé ... <date>", "était prévue pour <date>"),
    Rule(X, "@delayed .. d|de <date>", "repoussée d <date>"),
    Rule(
        D,
        "nouveaux épisodes débutera|débuteront|arriveront|arrivera ... <date>",
        "diffusion des nouveaux épisodes débutera le <date>",
    ),
    Rule(D, "@season|anime|partie .. daté|datée à|en|pour|au <date>", "la <season> datée à <date>"),
    Rule(
        D,
        "nouveaux|derniers|prochains épisodes .... @premiere ... <date>",
        "les derniers épisodes arriveront le <date>",
    ),
    Rule(
        D,
        "repousse|reporte|décale .. nouveaux|derniers|prochains épisodes ... à|au|en|jusqu .. <date>",
        "repousse ses derniers épisodes à <date>",
    ),
    Rule(
        D,
        "dévoile|présente|diffuse|montre .. trailer|teaser|visuel et @premiere ... <date>",
        "dévoile son trailer et arrive le <date>",
    ),
    Rule(X, "@premiere pas|plus|ni ... <date>", "ne sortira pas en <date>"),
    Rule(X, "doublé|doublée|vf ... <date>", "arrive doublée le <date>"),
    Rule(X, "cinéma|cinémas|salles ..? france|français|françaises|belges ... <date>", "salles françaises le <date>"),
    Rule(
        X,
        "@premiere ... <date> .. cinéma|cinémas|salles ..? france|français|françaises",
        "sort le <date> en salles françaises",
    ),
    Rule(X, "<date> ..? en blu|dvd|coffret", "sort le <date> en blu ray"),
    Rule(
        D,
        "trailer|teaser|affiche|visuel .... et|, .. @premiere|@start_noun ... <date>",
        "un trailer pour la <season> , qui débutera le <date>",
    ),
    Rule(
        D,
        "trailer|teaser|affiche|visuel ... dévoile|révèle|confirme|annonce .. @premiere|@start_noun ... <date>",
        "le trailer de la <season> dévoile une sortie le <date>",
    ),
    Rule(
        D,
        "trailer|teaser|affiche|visuel .... et|, .. @start_noun .... : <date>",
        "trailer et date de sortie de la <season> : <date>",
    ),
    Rule(D, "@start_noun .... : ce_sera le|en|au? <date>", "la date de sortie est connue : ce sera le <date>"),
    Rule(D, "de_retour .. en|le|au|dès <date>", "de retour en <date>"),
    Rule(D, "ce_sera pour|le|en|au <date>", "<season> : ce sera pour <date>"),
    Rule(
        R,
        "<season> .. a_été|est officiellement? annoncée|confirmée|officialisée",
        "une <season> a été annoncée",
        Where.SUMMARY,
    ),
    Rule(R, "renouvelé|renouvelée pour|avec ..? <season>", "renouvelé pour une <season>", Where.SUMMARY),
    Rule(R, "aura|recevra|aura_droit à? une? <season>", "aura droit à une <season>", Where.SUMMARY),
    Rule(
        L,
        "est|a_été|sera repoussée|repoussé|reportée|reporté|retardée|retardé|suspendue|suspendu|décalée|décalé",
        "est repoussée",
        Where.SUMMARY,
    ),
    Rule(L, "@delayed", "repoussée"),
    Rule(
        L,
        "anime|animé|série|@season|diffusion|production .... @suspended !depuis",
        "la diffusion de l'anime est suspendue",
        TITLE,
    ),
    Rule(
        L,
        "anime|animé|animée|série|@season ... fait|fera|prend|prendra|observe|observera une ..? pause",
        "l'anime fait une longue pause",
        TITLE,
    ),
    Rule(L, "pause .. anime|animé|diffusion", "pause imprévue pour l'anime", TITLE),
    Rule(
        L,
        "suspend|suspendent|interrompt|interrompent la|sa|son|l|ses|les ..? diffusion|production|anime|épisodes",
        "suspend sa diffusion",
        TITLE,
    ),
    Rule(
        L,
        "épisodes ... repoussés|reportés|retardés|décalés|suspendus|interrompus",
        "les épisodes 8 et 9 sont repoussés",
        TITLE,
    ),
    Rule(L, "repousse|reporte|décale .. nouveaux|derniers|prochains épisodes", "repousse ses derniers épisodes", TITLE),
    Rule(C, "annulée|annulé|annule|annulent|annulation", "<season> annulée", TITLE),
    Rule(C, "aura pas|plus de|d ..? saison|<season>|suite|autre_saison", "n'aura pas de <season>", TITLE),
    Rule(Z, "dernière|ultime saison|<season>", "dernière saison"),
    Rule(Z, "saison|<season> finale", "saison finale"),
    Rule(Z, "<season> dernière|ultime saison", "<season> dernière saison"),
    Rule(Z, "<season> ... sera|est la dernière", "<season> de l'anime sera la dernière"),
    Rule(Z, "prendra_fin|se_terminera|s_achèvera|se_conclura avec|après ..? <season>", "se terminera avec la <season>"),
    Rule(R, "@get|@announce @a? dernière|ultime saison", "aura une dernière saison"),
    Rule(P, "@premiere .. aujourd_hui|ce_soir", "débute aujourd hui", TITLE),
    Rule(P, "est|désormais|maintenant disponible", "est disponible", TITLE),
    Rule(
        P,
        "premier épisode .. disponible|diffusé|en_ligne !en_avant|en_vf|gratuitement",
        "premier épisode enfin disponible",
        TITLE,
    ),
    Rule(E, "@season|anime .. se_termine|s_achève|prend_fin|touche_à_sa_fin", "<season> s achève", TITLE),
    Rule(Effect.RUMOUR, "rumeur|rumeurs|fuite|fuites|leak|leaks|leaker|insider", "rumeur : <season>"),
    Rule(Effect.RUMOUR, "selon des|une|un|plusieurs sources|source|rumeurs|insider|fuites", "selon des sources"),
    Rule(Effect.RUMOUR, "serait|seraient|aurait|auraient|prétendument", "serait en production", TITLE),
    Rule(Effect.SPECULATION, "?", "une <season> ?", TITLE),
    Rule(Effect.SPECULATION, "y aura t_il", "y aura t il une <season>", TITLE),
    Rule(Effect.SPECULATION, "tout ce_que|savoir|sur", "tout ce que l on sait", TITLE),
    Rule(Effect.SPECULATION, "que|ce_que sait|savons|l_on_sait", "que sait on", TITLE),
    Rule(Effect.SPECULATION, "quand sort|sortira|aura|arrive|verra", "quand sort", TITLE),
    Rule(
        Effect.SPECULATION,
        "pourrait|pourraient|devrait|possible|possibles|prédiction|théorie|mérite|espère|espérons",
        "pourrait revenir",
        TITLE,
    ),
    Rule(Effect.SPECULATION, "pourquoi|raisons .. @season|<title>", "pourquoi <title> mérite", TITLE),
    Rule(
        Effect.SPECULATION, "n a|est pas|jamais .. annoncée|annoncé|confirmée|confirmé", "n a pas été confirmée", TITLE
    ),
    Rule(Effect.DENIED, "dément|démentent|démenti|faux|fausse|fake", "dément", TITLE),
    Rule(Effect.HOAX, "poisson d_avril|avril", "poisson d avril"),
    Rule(
        Effect.SPECULATION,
        "indices|signes|éléments laissent|suggèrent|indiquent|pointent",
        "des indices laissent espérer",
    ),
    Rule(
        Effect.OLD,
        "vf|doublage|doublé|doublée|dvd|ressortie|ressort|remasterisé|remasterisée|remaster|rediffusion|rediffusé",
        "en VF",
        TITLE,
    ),
    Rule(Effect.OLD, "cinéma|cinémas|salles ..? france|français|françaises|belges", "dans les cinémas français", TITLE),
    Rule(Effect.OLD, "en france|belgique|suisse", "arrive en France", TITLE),
    Rule(Effect.OLD, "télévision|tv française", "à la télévision française", TITLE),
    Rule(Effect.NOT_NEWS, "vf|doublage|version_française ... @delayed", "la VF est repoussée", TITLE),
    Rule(Effect.NOT_NEWS, "^ le? nouveau? jeu|jeu_vidéo ..? <title>", "le jeu <title>", TITLE),
    Rule(Effect.OTHER_MEDIUM, "live action", "live action"),
    Rule(Effect.OTHER_MEDIUM, "prise|prises de_vues? réelles?", "prises de vue réelles"),
    Rule(Effect.OTHER_MEDIUM, "pièce de_théâtre", "pièce de théâtre", TITLE),
    Rule(Effect.OTHER_MEDIUM, "comédie musicale", "comédie musicale", TITLE),
    Rule(Effect.OTHER_MEDIUM, "drama|dorama", "le drama", TITLE),
    Rule(
        Effect.NOT_NEWS, "critique|review|interview|entretien|classement|avis|guide|résumé|analyse", "critique", TITLE
    ),
    Rule(Effect.NOT_NEWS, "@delayed un|l|le|son|d_un|d prochain|nouvel|dernier? épisode", "repousse un épisode", TITLE),
    Rule(Effect.NOT_NEWS, "le point sur", "le point sur les sorties", TITLE),
    Rule(
        Effect.NOT_NEWS,
        "et autres nouvelles|actualités|annonces|news|reports",
        "trailer de <title> et autres annonces",
        TITLE,
    ),
    Rule(Effect.NOT_NEWS, "les meilleurs|meilleures|pires", "les meilleurs", TITLE),
    Rule(Effect.NOT_NEWS, "épisode|chapitre #", "épisode 10", TITLE),
    Rule(Effect.NOT_NEWS, "blu ray|dvd|coffret de|du|d", "le blu ray de <title>", TITLE),
    Rule(Effect.NOT_NEWS, "où regarder|voir", "où regarder", TITLE),
    Rule(
        Effect.MERE,
        "jeu|événement|concert|exposition|boutique|pièce de l anime|animé de? <title>",
        "jeu de l'anime <title>",
    ),
    Rule(
        Effect.ANIME,
        "épisodes ... repoussés|reportés|retardés|décalés|suspendus|interrompus",
        "les épisodes sont reportés",
        TITLE,
    ),
    Rule(Effect.ANIME, "anime|animé|animée|animés|animation", "anime"),
    Rule(
        Effect.MERE,
        "réalisateur|réalisatrice|créateur|créatrice|auteur|autrice|studio|créateurs de|du|d ..? <title>",
        "du réalisateur de <title>",
    ),
)

LEXICON = folded(
    Lexicon(
        language="fr",
        rules=_RULES,
        seasons=("# saison", "# et &dernière|ultime", "saison #", "s #"),
        parts=("partie #", "# partie", "cour #", "# cour", "# moitié"),
        numbers=MappingProxyType(
            {
                word: number
                for number, words in enumerate(
                    [
                        "première premier",
                        "deuxième seconde second deux",
                        "troisième trois",
                        "quatrième quatre",
                        "cinquième cinq",
                        "sixième six",
                        "septième sept",
                        "huitième huit",
                        "neuvième neuf",
                        "dixième dix",
                    ],
                    1,
                )
                for word in words.split()
            }
        ),
        words=MappingProxyType(_WORDS),
        replaced=MappingProxyType({"bande annonce": "trailer", "bandes annonces": "trailers"}),
        before_title="animation animée mais épisodes diffusion sortie date renouvelle annonce confirme annule "
        "repousse reporte "
        "dévoile "
        "anime animé "
        "série film manga roman jeu trailer saison saga franchise suite live action "
        "crunchyroll netflix adn",
        after_title="sont seront partie suspendue suspendu en fait fera prend observe suspend interrompt va devient n "
        "ne se "
        "diffuse "
        "présente montre continue "
        "termine daté datée 2e 3e 4e 5e 6e 7e 8e 9e aura auront reçoit recevra annonce confirme dévoile "
        "sort sortira "
        "arrive arrivera débute débutera "
        "revient reviendra saison anime film manga deuxième seconde première troisième quatrième cinquième sixième "
        "dernière est sera a renouvelé renouvelée repoussé reporté une mérite s serait aurait annulée annulé "
        "annoncée confirmée",
        skipped="officiellement",
        ordinary="année meilleur prochain succès",
        beside_title="de du la le les l d des en et avec pour à un une que sur dans au",
        typical="pourquoi revient devient devenir suspend diffusion reportée pièce série nouvelles retour "
        "officialisé  saison octobre janvier juillet annoncée"
        "ses sa son nouvelle nouveau se le la les de du des en et avec pour l une un que est saison "
        "sera aura sortie film dans au d",
    )
)
